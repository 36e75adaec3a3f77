import * as z from 'zod';
import type { Action } from './action.ts';
import { checkChangeable } from './availability.ts';
import { functionConfiguration, shownBy } from './configuration-answer.ts';
import { requestTooLarge } from './errors.ts';
import { checkUnpackedSize } from './function-layers.ts';
import { requestLimitBytes } from './limits.ts';
import { findRecord } from './locate.ts';
import { architecturesSchema, functionCodeMembers, functionNameSchema, revisionIdSchema } from './members.ts';
import { checkUpdatedCode, packageTypeOf } from './package-type.ts';
import { publish } from './publish.ts';
import { requestCode } from './request-code.ts';
import { checkRevision, deploy, updated } from './update-latest.ts';
import { parseMembers } from './validation.ts';

const name = 'UpdateFunctionCode';
const pathSchema = z.strictObject({ FunctionName: functionNameSchema });
const schema = z.strictObject({
  ...functionCodeMembers,
  Architectures: architecturesSchema.optional(),
  Publish: z.boolean().optional(),
  DryRun: z.boolean().optional(),
  RevisionId: revisionIdSchema.optional(),
});

/** Replaces the code of `$LATEST`, and its architecture, which can be changed together with code only. */
export const updateFunctionCode: Action = {
  name,
  method: 'PUT',
  path: '/2015-03-31/functions/:FunctionName/code',
  status: 200,
  async run({ path, body, json }, lambda) {
    const limitBytes = requestLimitBytes(lambda.limits);
    if (body.length > limitBytes) throw requestTooLarge('RequestEntityTooLargeException', limitBytes, name);
    const { FunctionName } = parseMembers(pathSchema, path, { action: name });
    const members = parseMembers(schema, json(), { action: name });
    checkUpdatedCode(packageTypeOf(findRecord(lambda, FunctionName).latest.code), members);
    const code = await requestCode(lambda, members);
    // Looked up again: the function may have changed, or gone, while the code was unpacked.
    const record = findRecord(lambda, FunctionName);
    checkChangeable(lambda, record);
    checkRevision(lambda, record, members.RevisionId);
    checkUnpackedSize(code, record.latest.configuration.layers);
    const [architecture = record.latest.architecture] = members.Architectures ?? [];
    const latest = updated(lambda, record, { code, architecture });
    if (members.DryRun) return { body: functionConfiguration(record, latest, shownBy(lambda)) };
    deploy(lambda, record, latest);
    if (!members.Publish) return { body: functionConfiguration(record, latest, shownBy(lambda)) };
    const published = publish(lambda, record);
    return { body: functionConfiguration(record, published, shownBy(lambda, published.version)) };
  },
};
