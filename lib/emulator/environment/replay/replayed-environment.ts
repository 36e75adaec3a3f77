import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from '../../../core/report-line/report.ts';
import { billedDurationMs } from '../billing.ts';
import type { ExecutionEnvironment, FunctionSpec, Invocation, Outcome } from '../execution-environment.ts';
import { encodeError, timeoutError } from '../function-error.ts';
import { closingLines, startLine, timeoutLine } from '../log-lines.ts';
import { toHundredths } from '../report-line.ts';
import { pick, type Random } from './random.ts';
import type { Curve, CurvePoint, Replay } from './replay-file.ts';

export interface ReplayedEnvironmentOptions {
  readonly spec: FunctionSpec;
  readonly curve: Curve;
  readonly point: CurvePoint;
  readonly pace: Replay['pace'];
  readonly random: Random;
}

const EMPTY_OBJECT = new TextEncoder().encode('{}');

/**
 * An environment that runs no code: it answers `{}` with report lines drawn, with replacement, from
 * invocations that were measured on Lambda. Its first invocation is cold where the curve has inits.
 * Init and duration are drawn independently of each other.
 */
export class ReplayedEnvironment implements ExecutionEnvironment {
  readonly #options: ReplayedEnvironmentOptions;
  readonly #stopping = new AbortController();
  #cold = true;

  constructor(options: ReplayedEnvironmentOptions) {
    this.#options = options;
  }

  get alive(): boolean {
    return !this.#stopping.signal.aborted;
  }

  async invoke(invocation: Invocation): Promise<Outcome> {
    const report = this.#draw(invocation.requestId);
    if (this.#options.pace === 'real') {
      const latencyMs = report.durationMs + (report.initDurationMs ?? 0);
      await delay(latencyMs, undefined, { signal: this.#stopping.signal });
    }
    return this.#outcome(report);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
  }

  #draw(requestId: string): Report {
    const { spec, point, random } = this.#options;
    const initDurationMs = this.#drawInit();
    const drawnMs = toHundredths(pick(point.durationsMs, random) ?? 0);
    const timeoutMs = spec.timeoutSeconds * 1000;
    const durationMs = Math.min(drawnMs, timeoutMs);
    return {
      requestId,
      durationMs,
      billedDurationMs: billedDurationMs(durationMs, initDurationMs),
      memorySizeMB: spec.memoryMB,
      ...(point.maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB: point.maxMemoryUsedMB }),
      ...(initDurationMs === undefined ? {} : { initDurationMs }),
      ...(drawnMs > timeoutMs ? { status: 'timeout' } : {}),
    };
  }

  #drawInit(): number | undefined {
    if (!this.#cold) {
      return undefined;
    }
    this.#cold = false;
    const { point, random } = this.#options;
    const inits = (point.initMs ?? []).filter((value) => value !== null);
    const drawn = pick(inits, random);
    return drawn === undefined ? undefined : toHundredths(drawn);
  }

  #outcome(report: Report): Outcome {
    const { spec, curve } = this.#options;
    const timedOut = report.status === 'timeout';
    const start = startLine(report.requestId, spec.version);
    const timeout = timedOut ? timeoutLine(report.requestId, spec.timeoutSeconds, new Date()) : '';
    return {
      payload: timedOut ? encodeError(timeoutError(report.requestId, spec.timeoutSeconds)) : EMPTY_OBJECT,
      ...(timedOut ? { functionError: 'Unhandled' } : {}),
      log: `${start}${timeout}${closingLines(report)}`,
      report,
      measuredBy: 'replayed',
      source: `${curve.function} (${curve.source})`,
    };
  }
}
