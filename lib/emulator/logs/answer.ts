import { notModelled } from '../api-error.ts';
import type { Target } from '../targets.ts';
import type { LogsAction, LogsContext } from './context.ts';
import { createLogGroup } from './create-log-group.ts';
import { deleteLogGroup } from './delete-log-group.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { putRetentionPolicy } from './put-retention-policy.ts';

/** How CloudWatch Logs' requests are named in X-Amz-Target. */
export const LOGS_TARGET = 'Logs_20140328';

const ACTIONS: ReadonlyMap<string, LogsAction> = new Map([
  ['CreateLogGroup', createLogGroup],
  ['DeleteLogGroup', deleteLogGroup],
  ['DescribeLogGroups', describeLogGroups],
  ['PutRetentionPolicy', putRetentionPolicy],
  ['FilterLogEvents', filterLogEvents],
]);

/** CloudWatch Logs: the groups into which functions log, and what is in them. */
export function answerLogs(context: LogsContext): Target {
  return async (action, body) => {
    const run = ACTIONS.get(action);
    if (run === undefined) {
      throw notModelled(`${action} of CloudWatch Logs`, `it has ${[...ACTIONS.keys()].join(', ')}`);
    }
    return run(body, context);
  };
}
