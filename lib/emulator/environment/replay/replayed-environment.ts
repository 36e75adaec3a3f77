import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from '../../../core/report-line/report.ts';
import { billedDurationMs } from '../billing.ts';
import type { ExecutionEnvironment, FunctionSpec, Invocation, Outcome } from '../execution-environment.ts';
import { encodeError, timeoutError } from '../function-error.ts';
import { closingLines, startLine, timeoutLine } from '../log-lines.ts';
import { logStreamName } from '../log-stream.ts';
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

/** What an invocation reports of the start before it; nothing where it is warm. */
type Start = Pick<Report, 'initDurationMs' | 'restoreDurationMs' | 'billedRestoreDurationMs'>;

const EMPTY_OBJECT = new TextEncoder().encode('{}');

/**
 * An environment that runs no code: it answers `{}` with report lines drawn, with replacement, from
 * invocations that were measured on Lambda. Its first invocation is cold where the curve has inits, or
 * with SnapStart restores. The start and the duration are drawn independently of each other.
 */
export class ReplayedEnvironment implements ExecutionEnvironment {
  readonly #options: ReplayedEnvironmentOptions;
  readonly #logStream: string;
  readonly #stopping = new AbortController();
  #cold = true;

  constructor(options: ReplayedEnvironmentOptions) {
    this.#options = options;
    this.#logStream = logStreamName(options.spec, new Date());
  }

  get alive(): boolean {
    return !this.#stopping.signal.aborted;
  }

  async invoke(invocation: Invocation): Promise<Outcome> {
    const report = this.#draw(invocation.requestId);
    if (this.#options.pace === 'real') {
      const { durationMs, initDurationMs = 0, restoreDurationMs = 0 } = report;
      const latencyMs = durationMs + initDurationMs + restoreDurationMs;
      await delay(latencyMs, undefined, { signal: this.#stopping.signal });
    }
    return this.#outcome(report);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
  }

  #draw(requestId: string): Report {
    const { spec, point, random } = this.#options;
    const start = this.#drawStart();
    const drawnMs = toHundredths(pick(point.durationsMs, random) ?? 0);
    const timeoutMs = spec.timeoutSeconds * 1000;
    const durationMs = Math.min(drawnMs, timeoutMs);
    return {
      requestId,
      durationMs,
      billedDurationMs: billedDurationMs(durationMs, start.initDurationMs ?? start.billedRestoreDurationMs),
      memorySizeMB: spec.memoryMB,
      ...(point.maxMemoryUsedMB === undefined ? {} : { maxMemoryUsedMB: point.maxMemoryUsedMB }),
      ...start,
      ...(drawnMs > timeoutMs ? { status: 'timeout' } : {}),
    };
  }

  #drawStart(): Start {
    if (!this.#cold) {
      return {};
    }
    this.#cold = false;
    const { spec, point, random } = this.#options;
    return spec.snapStart ? drawRestore(point, random) : drawInit(point, random);
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
      logStream: this.#logStream,
      report,
      measuredBy: 'replayed',
      source: `${curve.function} (${curve.source})`,
    };
  }
}

function drawInit({ initMs = [] }: CurvePoint, random: Random): Start {
  const drawn = pick(
    initMs.filter((value) => value !== null),
    random,
  );
  return drawn === undefined ? {} : { initDurationMs: toHundredths(drawn) };
}

/** Both numbers of one restore. */
function drawRestore({ restoreMs = [], billedRestoreMs = [] }: CurvePoint, random: Random): Start {
  const drawn = pick([...restoreMs.entries()], random);
  if (drawn === undefined) return {};
  const [index, durationMs] = drawn;
  return {
    restoreDurationMs: toHundredths(durationMs),
    billedRestoreDurationMs: billedRestoreMs[index] ?? 0,
  };
}
