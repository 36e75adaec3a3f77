import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { ExecutionWatch } from '../../lib/aws/execution-watch.ts';
import { publishInPlace } from '../../lib/aws/in-place/publish.ts';
import { publishRound } from '../../lib/aws/publish.ts';
import type { PublisherEvent, PublisherResult } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Creates the round's probes, or publishes its versions in place. Nothing else creates. */
export function createHandler(environment: StageEnvironment) {
  const { connection } = environment;
  const machine = states(connection);
  const lambdaOf = byRegion((region) => controlPlane(connection, region));
  return stage(
    'Publisher',
    environment,
    async ({ plan, round }: PublisherEvent, context): Promise<PublisherResult> => {
      const watch = new ExecutionWatch(machine, plan.executionArn);
      const lambda = lambdaOf(plan.target.region);
      const assertRunning = async () => {
        context.signal?.throwIfAborted();
        await watch.assertRunning();
      };
      if (plan.isolation === 'probe') {
        return {
          round: await publishRound({ lambda, s3: () => s3(connection) }, plan, round, assertRunning),
        };
      }
      const clients = { lambda, s3: s3(connection), states: machine };
      const remainingMs = () => context.getRemainingTimeInMillis();
      const now = () => new Date();
      return { round: await publishInPlace(clients, plan, round, { assertRunning, remainingMs, now }) };
    },
  );
}
