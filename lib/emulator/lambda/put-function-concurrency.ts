import * as z from 'zod';
import type { Action } from './action.ts';
import { invalidParameter } from './errors.ts';
import { findRecord } from './locate.ts';
import { functionNameSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'PutFunctionConcurrency';
const pathSchema = z.strictObject({ FunctionName: functionNameSchema });
const schema = z.strictObject({ ReservedConcurrentExecutions: z.int().min(0) });

/** What must be left for all other functions, where the account has so much. */
const UNRESERVED_MINIMUM = 100;

/** Reserves a part of the account's concurrency for a function, which then can't use more either. */
export const putFunctionConcurrency: Action = {
  name,
  method: 'PUT',
  path: '/2017-10-31/functions/:FunctionName/concurrency',
  status: 200,
  run({ path, json }, lambda) {
    const { FunctionName } = parseMembers(pathSchema, path, { action: name });
    const { ReservedConcurrentExecutions } = parseMembers(schema, json(), { action: name });
    const record = findRecord(lambda, FunctionName);
    const { accountLimit } = lambda.concurrency;
    const minimum = Math.min(UNRESERVED_MINIMUM, accountLimit);
    const left =
      lambda.concurrency.unreserved() + (record.reservedConcurrency ?? 0) - ReservedConcurrentExecutions;
    if (left < minimum) {
      throw invalidParameter(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimum}].`,
      );
    }
    record.reservedConcurrency = ReservedConcurrentExecutions;
    lambda.concurrency.reservationsChanged();
    return { body: { ReservedConcurrentExecutions } };
  },
};
