import * as z from 'zod';
import type { Action } from './action.ts';
import { codeLocation } from './code-location.ts';
import { functionConfiguration, shownBy } from './configuration-answer.ts';
import { locate } from './locate.ts';
import { functionNameSchema, qualifierSchema } from './members.ts';
import { parseMembers } from './validation.ts';

const name = 'GetFunction';
const schema = z.strictObject({ FunctionName: functionNameSchema, Qualifier: qualifierSchema.optional() });

/** A version's configuration, where its code can be fetched for ten minutes, and the function's tags and reservation. */
export const getFunction: Action = {
  name,
  method: 'GET',
  path: '/2015-03-31/functions/:FunctionName',
  status: 200,
  quota: 'getFunction',
  run({ path, query }, lambda) {
    const members = parseMembers(schema, { ...path, ...query }, { action: name });
    const { record, version, qualifier } = locate(lambda, members.FunctionName, members.Qualifier);
    return {
      body: {
        Configuration: functionConfiguration(record, version, shownBy(lambda, qualifier)),
        Code: codeLocation(lambda, version.code),
        ...(record.reservedConcurrency !== undefined && {
          Concurrency: { ReservedConcurrentExecutions: record.reservedConcurrency },
        }),
        ...(record.tags.size > 0 && { Tags: Object.fromEntries(record.tags) }),
      },
    };
  },
};
