import * as z from 'zod';
import type { Action } from './action.ts';
import { findRecord } from './locate.ts';
import { functionNameSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'DeleteFunctionConcurrency';
const schema = z.strictObject({ FunctionName: functionNameSchema });

/** Gives a reservation back to the account. */
export const deleteFunctionConcurrency: Action = {
  name,
  method: 'DELETE',
  path: '/2017-10-31/functions/:FunctionName/concurrency',
  status: 204,
  run({ path }, lambda) {
    const { FunctionName } = parseMembers(schema, path, { action: name });
    findRecord(lambda, FunctionName).reservedConcurrency = undefined;
    lambda.concurrency.reservationsChanged();
    return {};
  },
};
