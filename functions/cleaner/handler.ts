import { abandonedProbes, deleteProbes, plannedProbes } from '../../lib/aws/clean.ts';
import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { tagging } from '../../lib/aws/clients/tagging.ts';
import type { CleanerEvent, CleanerResult } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Deletes the probes of one execution, or (the sweep) those that ended executions left behind. */
export function createHandler(environment: StageEnvironment) {
  const { connection } = environment;
  const machine = states(connection);
  const lambda = byRegion((region) => controlPlane(connection, region));
  return stage('Cleaner', environment, async ({ executionArn }: CleanerEvent): Promise<CleanerResult> => {
    const probes =
      executionArn === undefined
        ? await abandonedProbes(tagging(connection), machine, new Date())
        : await plannedProbes(machine, executionArn);
    return { deleted: await deleteProbes(lambda, probes) };
  });
}
