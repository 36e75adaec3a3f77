import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane, invoker } from '../../lib/aws/clients/lambda.ts';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { ExecutionWatch } from '../../lib/aws/execution-watch.ts';
import { measureCandidate } from '../../lib/aws/measure/candidate.ts';
import { readPayload, toPayloads } from '../../lib/aws/payload.ts';
import type { ExecutorEvent, ExecutorResult } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Beyond the target's own timeout: the way there and back, and a cold start. */
const ANSWER_MARGIN_MS = 30_000;

/** Waits for its probe, invokes it and returns the digest, or `done: false` where its own time is up. */
export function createHandler(environment: StageEnvironment) {
  const { connection } = environment;
  const machine = states(connection);
  const lambda = byRegion((region) => controlPlane(connection, region));
  return stage('Executor', environment, async (event: ExecutorEvent, context): Promise<ExecutorResult> => {
    const { plan, work, payload, progress } = event;
    const { region, timeoutSeconds } = plan.target;
    const watch = new ExecutionWatch(machine, plan.executionArn);
    const timeoutMs = timeoutSeconds * 1000 + ANSWER_MARGIN_MS;
    const { concurrency } = plan;
    using invocations = invoker(connection, { region, concurrency, timeoutMs });
    return await measureCandidate(
      {
        plan,
        work,
        payloads: toPayloads(await readPayload(payload, () => s3(connection))),
        invoker: invocations.client,
        controlPlane: lambda(region),
        remainingMs: () => context.getRemainingTimeInMillis(),
        now: () => new Date(),
        signal: context.signal,
        assertRunning: () => watch.assertRunning(),
      },
      progress,
    );
  });
}
