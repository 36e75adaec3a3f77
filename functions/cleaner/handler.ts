import { cleanExecution } from '../../lib/aws/clean/clean-execution.ts';
import type { CleanerClients, CleanerSettings } from '../../lib/aws/clean/clients.ts';
import { sweep } from '../../lib/aws/clean/sweep.ts';
import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { logs } from '../../lib/aws/clients/logs.ts';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { tagging } from '../../lib/aws/clients/tagging.ts';
import { type CleanerEvent, type CleanerResult, ProbesLeft } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Deletes what one execution created, or (the sweep) what executions that are over left behind. */
export function createHandler(environment: StageEnvironment, settings: CleanerSettings) {
  const { connection } = environment;
  const bucket = s3(connection);
  const clients: CleanerClients = {
    lambda: byRegion((region) => controlPlane(connection, region)),
    logs: byRegion((region) => logs(connection, region)),
    tagging: byRegion((region) => tagging(connection, region)),
    states: states(connection),
    s3: () => bucket,
  };
  return stage('Cleaner', environment, async (event: CleanerEvent): Promise<CleanerResult> => {
    const { executionArn, failed = false } = event;
    const now = environment.now?.() ?? new Date();
    const { deleted, left } =
      executionArn === undefined
        ? await sweep(clients, settings, now)
        : await cleanExecution(clients, executionArn, failed);
    if (left.length > 0) {
      throw new ProbesLeft(
        `could not be deleted: ${left.join('; ')}. They are tried again; the hourly sweep comes after that`,
      );
    }
    return { deleted };
  });
}
