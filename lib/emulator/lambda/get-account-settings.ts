import type { Action } from './action.ts';
import { UNZIPPED_LIMIT_BYTES } from './code-store.ts';
import type { LambdaContext } from './context.ts';
import { AWS_LIMITS } from './limits.ts';

const GB = 1024 ** 3;

/** Lambda's default quotas of a region. */
const CODE_LIMIT = {
  TotalCodeSize: 300 * GB,
  CodeSizeUnzipped: UNZIPPED_LIMIT_BYTES,
  CodeSizeZipped: AWS_LIMITS.uploadBytes,
};

export const getAccountSettings: Action = {
  name: 'GetAccountSettings',
  method: 'GET',
  path: '/2016-08-19/account-settings',
  status: 200,
  run: (_request, { functions, concurrency }) => ({
    body: {
      AccountLimit: {
        ...CODE_LIMIT,
        ConcurrentExecutions: concurrency.accountLimit,
        UnreservedConcurrentExecutions: concurrency.unreserved(),
      },
      AccountUsage: { TotalCodeSize: codeSizeBytes(functions), FunctionCount: functions.size },
    },
  }),
};

/** Every version counts with its whole package. */
function codeSizeBytes(functions: LambdaContext['functions']): number {
  return [...functions.values()]
    .flatMap(({ latest, published }) => [latest, ...published.values()])
    .reduce((sum, { code }) => sum + code.sizeBytes, 0);
}
