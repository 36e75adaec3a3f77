import * as z from 'zod';
import { functionArn } from '../arn.ts';
import type { Action } from './action.ts';
import { aliasConfiguration } from './alias-answer.ts';
import { notFound } from './errors.ts';
import { findRecord } from './locate.ts';
import { aliasNameSchema, functionNameSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'GetAlias';
const schema = z.strictObject({ FunctionName: functionNameSchema, Name: aliasNameSchema });

export const getAlias: Action = {
  name,
  method: 'GET',
  path: '/2015-03-31/functions/:FunctionName/aliases/:Name',
  status: 200,
  run({ path }, lambda) {
    const { FunctionName, Name } = parseMembers(schema, path, { action: name });
    const record = findRecord(lambda, FunctionName);
    const alias = record.aliases.get(Name);
    if (alias === undefined) {
      throw notFound(`Cannot find alias arn: ${functionArn(lambda.place, record.name, Name)}`);
    }
    return { body: aliasConfiguration(lambda, record, alias) };
  },
};
