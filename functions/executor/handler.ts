import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane, invoker } from '../../lib/aws/clients/lambda.ts';
import { laterS3 } from '../../lib/aws/clients/later.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { ExecutionWatch } from '../../lib/aws/execution-watch.ts';
import { measureCandidate } from '../../lib/aws/measure/candidate.ts';
import { MeasuredFunction } from '../../lib/aws/measured-function.ts';
import { readPayload, toPayloads } from '../../lib/aws/payload.ts';
import { type ExecutorEvent, type ExecutorResult, parseFunctionReference } from '../../lib/contract/index.ts';
import { ANSWER_MARGIN_MS } from '../../lib/core/budget/needed-time.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** What a processor leaves of the stage's time at least. */
const PROCESSOR_MARGIN_MS = 10_000;

/** Waits for its probe, invokes it and returns the digest, or `done: false` where its own time is up. */
export function createHandler(environment: StageEnvironment) {
  const { connection } = environment;
  const machine = states(connection);
  const s3 = laterS3(connection);
  const lambda = byRegion((region) => controlPlane(connection, region));
  return stage('Executor', environment, async (event: ExecutorEvent, context): Promise<ExecutorResult> => {
    const { plan, work, payload, progress } = event;
    const { region, timeoutSeconds } = plan.target;
    const watch = new ExecutionWatch(machine, plan.executionArn);
    const assertRunning = () => watch.assertRunning();
    const timeoutMs = timeoutSeconds * 1000 + ANSWER_MARGIN_MS;
    const concurrency = Math.max(plan.concurrency, plan.coldStarts?.atOnce ?? 0);
    using clients = new DisposableStack();
    const processorTimeoutMs = Math.max(
      PROCESSOR_MARGIN_MS,
      context.getRemainingTimeInMillis() - PROCESSOR_MARGIN_MS,
    );
    const processorInvoker = byRegion(
      (where) =>
        clients.use(
          invoker(connection, {
            ...(where === undefined ? {} : { region: where }),
            concurrency,
            timeoutMs: processorTimeoutMs,
          }),
        ).client,
    );
    return await measureCandidate(
      {
        plan,
        work,
        payloads: toPayloads(await readPayload(payload, s3)),
        invoker: clients.use(invoker(connection, { region, concurrency, timeoutMs })).client,
        s3,
        processorInvoker: (functionArn) => processorInvoker(parseFunctionReference(functionArn)?.region),
        measured: new MeasuredFunction(lambda(region), plan, work, assertRunning),
        remainingMs: () => context.getRemainingTimeInMillis(),
        now: () => new Date(),
        signal: context.signal,
        assertRunning,
      },
      progress,
    );
  });
}
