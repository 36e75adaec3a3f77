import * as z from 'zod';
import type { Action } from './action.ts';
import { findRecord } from './locate.ts';
import { aliasNameSchema, functionNameSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'DeleteAlias';
const schema = z.strictObject({ FunctionName: functionNameSchema, Name: aliasNameSchema });

/** Deletes an alias; one that isn't there is deleted already, as on AWS. */
export const deleteAlias: Action = {
  name,
  method: 'DELETE',
  path: '/2015-03-31/functions/:FunctionName/aliases/:Name',
  status: 204,
  run({ path }, lambda) {
    const { FunctionName, Name } = parseMembers(schema, path, { action: name });
    findRecord(lambda, FunctionName).aliases.delete(Name);
    return {};
  },
};
