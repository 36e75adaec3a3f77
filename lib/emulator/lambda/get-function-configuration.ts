import * as z from 'zod';
import type { Action } from './action.ts';
import { functionConfiguration, shownBy } from './configuration-answer.ts';
import { locate } from './locate.ts';
import { functionNameSchema, qualifierSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'GetFunctionConfiguration';
const schema = z.strictObject({ FunctionName: functionNameSchema, Qualifier: qualifierSchema.optional() });

export const getFunctionConfiguration: Action = {
  name,
  method: 'GET',
  path: '/2015-03-31/functions/:FunctionName/configuration',
  status: 200,
  run({ path, query }, lambda) {
    const members = parseMembers(schema, { ...path, ...query }, { action: name });
    const { record, version, qualifier } = locate(lambda, members.FunctionName, members.Qualifier);
    return { body: functionConfiguration(record, version, shownBy(lambda, qualifier)) };
  },
};
