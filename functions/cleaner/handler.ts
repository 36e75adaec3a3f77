import { cleanExecution } from '../../lib/aws/clean/clean-execution.ts';
import { type CleanerSettings, cleanerClients } from '../../lib/aws/clean/clients.ts';
import { sweep } from '../../lib/aws/clean/sweep.ts';
import { type CleanerEvent, type CleanerResult, ProbesLeft } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Deletes what one execution created, or (the sweep) what executions that are over left behind. */
export function createHandler(environment: StageEnvironment, settings: CleanerSettings) {
  const { connection } = environment;
  const clients = cleanerClients(connection);
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
