import * as z from 'zod';
import type { Action } from './action.ts';
import { checkChangeable } from './availability.ts';
import { functionConfiguration, shownBy } from './configuration-answer.ts';
import { invalidParameter } from './errors.ts';
import { findRecord } from './locate.ts';
import { descriptionSchema, functionNameSchema, revisionIdSchema } from './members.ts';
import { publish } from './publish.ts';
import { checkRevision } from './update-latest.ts';
import { parseMembers } from './validation.ts';

const name = 'PublishVersion';
const pathSchema = z.strictObject({ FunctionName: functionNameSchema });
const schema = z.strictObject({
  CodeSha256: z.string().optional(),
  Description: descriptionSchema.optional(),
  RevisionId: revisionIdSchema.optional(),
});

/** Publishes `$LATEST` as a version, or gives back the last one where nothing changed since. */
export const publishVersion: Action = {
  name,
  method: 'POST',
  path: '/2015-03-31/functions/:FunctionName/versions',
  status: 201,
  run({ path, json }, lambda) {
    const { FunctionName } = parseMembers(pathSchema, path, { action: name });
    const members = parseMembers(schema, json(), { action: name });
    const record = findRecord(lambda, FunctionName);
    checkChangeable(lambda, record);
    checkRevision(lambda, record, members.RevisionId);
    const { sha256 } = record.latest.code;
    if (members.CodeSha256 && members.CodeSha256 !== sha256) {
      throw invalidParameter(
        `CodeSHA256 (${members.CodeSha256}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    const version = publish(lambda, record, members.Description);
    return { body: functionConfiguration(record, version, shownBy(lambda, version.version)) };
  },
};
