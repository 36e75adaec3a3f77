import * as z from 'zod';
import type { Action } from './action.ts';
import { aliasConfiguration } from './alias-answer.ts';
import { findRecord } from './locate.ts';
import { functionNameSchema, LIST_LIMIT, markerSchema, maxItemsSchema, versionSchema } from './members.ts';
import { page } from './page.ts';
import { parseMembers } from './validation.ts';

const name = 'ListAliases';
const schema = z.strictObject({
  FunctionName: functionNameSchema,
  FunctionVersion: versionSchema.optional(),
  Marker: markerSchema.optional(),
  MaxItems: maxItemsSchema(10_000),
});

/** A function's aliases by name, or those that point to one version. */
export const listAliases: Action = {
  name,
  method: 'GET',
  path: '/2015-03-31/functions/:FunctionName/aliases',
  status: 200,
  run({ path, query }, lambda) {
    const members = parseMembers(schema, { ...path, ...query }, { action: name });
    const record = findRecord(lambda, members.FunctionName);
    const { FunctionVersion } = members;
    const aliases = [...record.aliases.values()].filter(
      ({ version }) => FunctionVersion === undefined || version === FunctionVersion,
    );
    const { items, next } = page(aliases, (alias) => alias.name, {
      marker: members.Marker,
      size: Math.min(members.MaxItems ?? LIST_LIMIT, LIST_LIMIT),
    });
    return {
      body: {
        Aliases: items.map((alias) => aliasConfiguration(lambda, record, alias)),
        ...(next !== undefined && { NextMarker: next }),
      },
    };
  },
};
