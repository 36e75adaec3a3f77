import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { laterS3 } from '../../lib/aws/clients/later.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { ExecutionWatch } from '../../lib/aws/execution-watch.ts';
import { publishRound } from '../../lib/aws/publish.ts';
import type { PublisherEvent, PublisherResult } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Creates the round's probes, or publishes its versions in place. Nothing else creates. */
export function createHandler(environment: StageEnvironment) {
  const { connection } = environment;
  const machine = states(connection);
  const s3 = laterS3(connection);
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
          round: await publishRound({ lambda, s3 }, plan, round, assertRunning),
        };
      }
      const { publishInPlace } = await import('../../lib/aws/in-place/publish.ts');
      const clients = { lambda, s3: await s3(), states: machine };
      const remainingMs = () => context.getRemainingTimeInMillis();
      const now = () => new Date();
      return { round: await publishInPlace(clients, plan, round, { assertRunning, remainingMs, now }) };
    },
  );
}
