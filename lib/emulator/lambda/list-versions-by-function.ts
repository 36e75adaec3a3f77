import * as z from 'zod';
import type { Action } from './action.ts';
import { listedConfiguration, shownBy } from './configuration-answer.ts';
import { type FunctionVersion, LATEST } from './function-record.ts';
import { findRecord } from './locate.ts';
import { functionNameSchema, LIST_LIMIT, markerSchema, maxItemsSchema } from './members.ts';
import { page } from './page.ts';
import { parseMembers } from './validation.ts';

const name = 'ListVersionsByFunction';
const schema = z.strictObject({
  FunctionName: functionNameSchema,
  Marker: markerSchema.optional(),
  MaxItems: maxItemsSchema(10_000),
});

/** `$LATEST`, then the published versions, oldest first. */
export const listVersionsByFunction: Action = {
  name,
  method: 'GET',
  path: '/2015-03-31/functions/:FunctionName/versions',
  status: 200,
  run({ path, query }, lambda) {
    const members = parseMembers(schema, { ...path, ...query }, { action: name });
    const record = findRecord(lambda, members.FunctionName);
    const { items, next } = page([record.latest, ...record.published.values()], sortKey, {
      marker: members.Marker,
      size: Math.min(members.MaxItems ?? LIST_LIMIT, LIST_LIMIT),
    });
    return {
      body: {
        Versions: items.map((version) =>
          listedConfiguration(record, version, shownBy(lambda, version.version)),
        ),
        ...(next !== undefined && { NextMarker: next }),
      },
    };
  },
};

/** So that 10 comes after 9. */
function sortKey({ version }: FunctionVersion): string {
  return version === LATEST ? '' : version.padStart(12, '0');
}
