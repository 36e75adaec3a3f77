import { states } from '../../lib/aws/clients/states.ts';
import { failedRun } from '../../lib/aws/failed-execution.ts';
import { type Audience, sender } from '../../lib/aws/notify.ts';
import type { NotifierEvent, NotifierResult } from '../../lib/contract/index.ts';
import { failedEventOf, isTold } from '../../lib/report/event.ts';
import { eventText } from '../../lib/report/event-text.ts';
import { outcomeMetrics } from '../../lib/report/run-metrics.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';
import type { PutMetrics } from '../reporter/lambda-metrics.ts';
import { metricsPutter } from '../reporter/put-metrics.ts';

/**
 * Tells of an execution that has failed, timed out or was aborted. It is no state of the machine: those that end badly
 * don't get to a last one. What can't be sent is in the log, and not tried again by calling it anew: the other half
 * would come twice.
 */
export function createHandler(environment: StageEnvironment, audience: Audience, metrics?: PutMetrics) {
  const { connection, log } = environment;
  const client = states(connection);
  const send = sender(connection, audience);
  const isHeard = [audience.eventBus, audience.topicArn, metrics].some((one) => one !== undefined);

  const put = metricsPutter(metrics, log);

  return stage('Notifier', environment, async (event: NotifierEvent): Promise<NotifierResult> => {
    const { executionArn } = event;
    const run = isHeard ? await failedRun(client, executionArn) : undefined;
    if (run === undefined || !isTold('failed', run.notify)) return { told: false, warnings: [] };
    await put(executionArn, [outcomeMetrics(executionArn, 'failed')]);
    const failed = failedEventOf(run.execution);
    const warnings = await send({ event: failed, ...eventText(failed) });
    for (const { code, message } of warnings) log.error(message, { executionArn, code });
    return { told: true, warnings };
  });
}
