import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { ExecutionWatch } from '../../lib/aws/execution-watch.ts';
import { publishRound } from '../../lib/aws/publish.ts';
import type { PublisherEvent, PublisherResult } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Creates the round's probes. Nothing else creates. */
export function createHandler(environment: StageEnvironment) {
  const { connection } = environment;
  const machine = states(connection);
  const lambda = byRegion((region) => controlPlane(connection, region));
  return stage(
    'Publisher',
    environment,
    async ({ plan, round }: PublisherEvent, { signal }): Promise<PublisherResult> => {
      const watch = new ExecutionWatch(machine, plan.executionArn);
      const published = await publishRound(lambda(plan.target.region), plan, round, async () => {
        signal?.throwIfAborted();
        await watch.assertRunning();
      });
      return { round: published };
    },
  );
}
