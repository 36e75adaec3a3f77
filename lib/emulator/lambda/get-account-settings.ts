import type { Action } from './action.ts';
import type { LambdaContext } from './context.ts';

const GB = 1024 ** 3;

/** Lambda's default quotas of a region. Nothing here reserves concurrency. */
const ACCOUNT_LIMIT = {
  TotalCodeSize: 300 * GB,
  CodeSizeUnzipped: 262_144_000,
  CodeSizeZipped: 52_428_800,
  ConcurrentExecutions: 1000,
  UnreservedConcurrentExecutions: 1000,
};

export const getAccountSettings: Action = {
  name: 'GetAccountSettings',
  method: 'GET',
  path: '/2016-08-19/account-settings',
  status: 200,
  run: (_request, { functions }) => ({
    body: {
      AccountLimit: ACCOUNT_LIMIT,
      AccountUsage: { TotalCodeSize: codeSizeBytes(functions), FunctionCount: functions.size },
    },
  }),
};

/** Every version counts with its whole package. */
function codeSizeBytes(functions: LambdaContext['functions']): number {
  return [...functions.values()]
    .flatMap(({ latest, published }) => [latest, ...published.values()])
    .reduce((sum, { code }) => sum + code.bytes.length, 0);
}
