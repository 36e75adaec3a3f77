import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { functionArn } from '../arn.ts';
import type { Action } from './action.ts';
import { aliasConfiguration, checkVersion } from './alias-answer.ts';
import { routingConfigSchema, routingOf } from './alias-routing.ts';
import { notFound, revisionMismatch } from './errors.ts';
import { findRecord } from './locate.ts';
import {
  aliasNameSchema,
  descriptionSchema,
  functionNameSchema,
  revisionIdSchema,
  versionSchema,
} from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'UpdateAlias';
const pathSchema = z.strictObject({ FunctionName: functionNameSchema, Name: aliasNameSchema });
const schema = z.strictObject({
  FunctionVersion: versionSchema.optional(),
  Description: descriptionSchema.optional(),
  RoutingConfig: routingConfigSchema.optional(),
  RevisionId: revisionIdSchema.optional(),
});

/** Points an alias to another version, gives another a share beside it, or describes it anew. */
export const updateAlias: Action = {
  name,
  method: 'PUT',
  path: '/2015-03-31/functions/:FunctionName/aliases/:Name',
  status: 200,
  run({ path, json }, lambda) {
    const { FunctionName, Name } = parseMembers(pathSchema, path, { action: name });
    const members = parseMembers(schema, json(), { action: name });
    const record = findRecord(lambda, FunctionName);
    const before = record.aliases.get(Name);
    if (before === undefined) {
      throw notFound(`Alias not found: ${functionArn(lambda.place, record.name, Name)}`);
    }
    if (members.RevisionId !== undefined && members.RevisionId !== before.revisionId)
      throw revisionMismatch();
    const version = members.FunctionVersion ?? before.version;
    checkVersion(lambda, record, version);
    const alias = {
      name: Name,
      version,
      description: members.Description ?? before.description,
      routing:
        members.RoutingConfig === undefined
          ? before.routing
          : routingOf(lambda, record, version, members.RoutingConfig),
      revisionId: randomUUID(),
    };
    record.aliases.set(Name, alias);
    return { body: aliasConfiguration(lambda, record, alias) };
  },
};
