import * as z from 'zod';
import type { Action } from './action.ts';
import { locate } from './locate.ts';
import { functionNameSchema, qualifierSchema } from './members.ts';
import { runtimeManagementAnswer } from './runtime-management.ts';
import { parseMembers } from './validation.ts';

const name = 'GetRuntimeManagementConfig';
const schema = z.strictObject({ FunctionName: functionNameSchema, Qualifier: qualifierSchema.optional() });

/** When the runtime of a version is updated; of `$LATEST` where no version is named. */
export const getRuntimeManagementConfig: Action = {
  name,
  method: 'GET',
  path: '/2021-07-20/functions/:FunctionName/runtime-management-config',
  status: 200,
  run({ path, query }, lambda) {
    const members = parseMembers(schema, { ...path, ...query }, { action: name });
    return {
      body: runtimeManagementAnswer(lambda.place, locate(lambda, members.FunctionName, members.Qualifier)),
    };
  },
};
