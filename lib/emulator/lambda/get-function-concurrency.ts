import * as z from 'zod';
import type { Action } from './action.ts';
import { findRecord } from './locate.ts';
import { functionNameSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'GetFunctionConcurrency';
const schema = z.strictObject({ FunctionName: functionNameSchema });

export const getFunctionConcurrency: Action = {
  name,
  method: 'GET',
  path: '/2019-09-30/functions/:FunctionName/concurrency',
  status: 200,
  run({ path }, lambda) {
    const { FunctionName } = parseMembers(schema, path, { action: name });
    const { reservedConcurrency } = findRecord(lambda, FunctionName);
    return {
      body: {
        ...(reservedConcurrency !== undefined && { ReservedConcurrentExecutions: reservedConcurrency }),
      },
    };
  },
};
