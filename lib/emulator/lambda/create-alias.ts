import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { functionArn } from '../arn.ts';
import type { Action } from './action.ts';
import { aliasConfiguration, checkVersion } from './alias-answer.ts';
import { routingConfigSchema, routingOf } from './alias-routing.ts';
import { conflict } from './errors.ts';
import { findRecord } from './locate.ts';
import { aliasNameSchema, descriptionSchema, functionNameSchema, versionSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'CreateAlias';
const pathSchema = z.strictObject({ FunctionName: functionNameSchema });
const schema = z.strictObject({
  Name: aliasNameSchema,
  FunctionVersion: versionSchema,
  Description: descriptionSchema.optional(),
  RoutingConfig: routingConfigSchema.optional(),
});

/** Gives a version a name. */
export const createAlias: Action = {
  name,
  method: 'POST',
  path: '/2015-03-31/functions/:FunctionName/aliases',
  status: 201,
  run({ path, json }, lambda) {
    const { FunctionName } = parseMembers(pathSchema, path, { action: name });
    const members = parseMembers(schema, json(), { action: name });
    const record = findRecord(lambda, FunctionName);
    checkVersion(lambda, record, members.FunctionVersion);
    if (record.aliases.has(members.Name)) {
      throw conflict(`Alias already exists: ${functionArn(lambda.place, record.name, members.Name)}`);
    }
    const alias = {
      name: members.Name,
      version: members.FunctionVersion,
      description: members.Description ?? '',
      routing: routingOf(lambda, record, members.FunctionVersion, members.RoutingConfig ?? {}),
      revisionId: randomUUID(),
    };
    record.aliases.set(alias.name, alias);
    return { body: aliasConfiguration(lambda, record, alias) };
  },
};
