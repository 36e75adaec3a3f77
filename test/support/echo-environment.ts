import type {
  CreateEnvironment,
  ExecutionEnvironment,
  FunctionSpec,
  Invocation,
  Outcome,
} from '../../lib/emulator/environment/execution-environment.ts';

/** What the last line of every log says. The numbers are made up, and always the same. */
function reportOf(spec: FunctionSpec, requestId: string, cold: boolean): Outcome['report'] {
  return {
    requestId,
    durationMs: 10.5,
    billedDurationMs: cold ? 111 : 11,
    memorySizeMB: spec.memoryMB,
    maxMemoryUsedMB: 64,
    ...(cold && { initDurationMs: 100.25 }),
  };
}

function reportLine({
  requestId,
  durationMs,
  billedDurationMs,
  memorySizeMB,
  initDurationMs,
}: Outcome['report']): string {
  const init = initDurationMs === undefined ? '' : `Init Duration: ${initDurationMs} ms\t`;
  return `REPORT RequestId: ${requestId}\tDuration: ${durationMs} ms\tBilled Duration: ${billedDurationMs} ms\tMemory Size: ${memorySizeMB} MB\tMax Memory Used: 64 MB\t${init}\n`;
}

/** What an echoing function answers. */
export interface Echo {
  readonly event: unknown;
  readonly environment: number;
  readonly memoryMB: number;
  readonly version: string;
  readonly invokedFunctionArn: string;
  readonly clientContext?: unknown;
}

/** Environments that echo, and what became of them. */
export interface EchoEnvironments {
  readonly create: CreateEnvironment;
  /** The specs of the environments, in the order of their start. */
  readonly started: readonly FunctionSpec[];
  /** Numbers of the environments that were stopped, from 1, in order. */
  readonly stopped: readonly number[];
}

/**
 * Environments that answer with their event and say who they are, at once. An event may ask for more:
 * `{"log": text}` is logged, `{"fail": true}` is a function error, `{"die": true}` ends the environment,
 * and `{"wait": true}` waits until `release` is called.
 */
export function echoEnvironments(released: Promise<void> = Promise.resolve()): EchoEnvironments {
  const started: FunctionSpec[] = [];
  const stopped: number[] = [];

  function create(spec: FunctionSpec): ExecutionEnvironment {
    started.push(spec);
    const number = started.length;
    let invocations = 0;
    let alive = true;
    return {
      get alive() {
        return alive;
      },
      async invoke(invocation: Invocation): Promise<Outcome> {
        invocations += 1;
        const report = reportOf(spec, invocation.requestId, invocations === 1);
        const event: unknown = JSON.parse(Buffer.from(invocation.payload).toString('utf8'));
        const wishes = typeof event === 'object' && event !== null ? event : {};
        if ('wait' in wishes) await released;
        if ('die' in wishes) alive = false;
        const logged = 'log' in wishes ? `${String(wishes.log)}\n` : '';
        const { requestId } = invocation;
        return {
          payload: Buffer.from(JSON.stringify(answer(event, invocation))),
          log: `START RequestId: ${requestId}\n${logged}END RequestId: ${requestId}\n${reportLine(report)}`,
          report,
          measuredBy: 'replayed',
          source: 'made up, for a test: 100%',
          ...('fail' in wishes && { functionError: 'Unhandled' }),
        };
      },
      async stop() {
        alive = false;
        stopped.push(number);
      },
    };

    function answer(event: unknown, { invokedFunctionArn, clientContext }: Invocation): Echo {
      return {
        event,
        environment: number,
        memoryMB: spec.memoryMB,
        version: spec.version,
        invokedFunctionArn,
        ...(clientContext !== undefined && { clientContext: JSON.parse(clientContext) }),
      };
    }
  }

  return { create, started, stopped };
}
