import * as z from 'zod';
import type { Action } from './action.ts';
import { listedConfiguration, shownBy } from './configuration-answer.ts';
import { type FunctionRecord, type FunctionVersion, LATEST } from './function-record.ts';
import { LIST_LIMIT, markerSchema, maxItemsSchema } from './members.ts';
import { page } from './page.ts';
import { parseMembers } from './validation.ts';

const name = 'ListFunctions';
const schema = z.strictObject({
  FunctionVersion: z.enum(['ALL']).optional(),
  Marker: markerSchema.optional(),
  MaxItems: maxItemsSchema(10_000),
});

interface Listed {
  readonly record: FunctionRecord;
  readonly version: FunctionVersion;
}

/** All functions by name, at most 50 a page; with FunctionVersion ALL their published versions too. */
export const listFunctions: Action = {
  name,
  method: 'GET',
  path: '/2015-03-31/functions',
  status: 200,
  run({ query }, lambda) {
    const members = parseMembers(schema, query, { action: name });
    const all = members.FunctionVersion === 'ALL';
    const listed = [...lambda.functions.values()].flatMap((record): Listed[] =>
      [record.latest, ...(all ? record.published.values() : [])].map((version) => ({ record, version })),
    );
    const { items, next } = page(listed, sortKey, {
      marker: members.Marker,
      size: Math.min(members.MaxItems ?? LIST_LIMIT, LIST_LIMIT),
    });
    return {
      body: {
        Functions: items.map(({ record, version }) =>
          listedConfiguration(record, version, shownBy(lambda, all ? version.version : undefined)),
        ),
        ...(next !== undefined && { NextMarker: next }),
      },
    };
  },
};

function sortKey({ record, version: { version } }: Listed): string {
  return `${record.name}:${version === LATEST ? '' : version.padStart(12, '0')}`;
}
