import * as z from 'zod';
import type { Action } from './action.ts';
import { checkChangeable } from './availability.ts';
import { changedConfiguration } from './configuration.ts';
import { functionConfiguration, shownBy } from './configuration-answer.ts';
import { configurationMembers } from './configuration-members.ts';
import { checkUnpackedSize } from './function-layers.ts';
import { findRecord } from './locate.ts';
import { functionNameSchema, revisionIdSchema } from './members.ts';
import { checkPackageType, packageTypeOf } from './package-type.ts';
import { checkRevision, deploy, updated } from './update-latest.ts';
import { parseMembers } from './validation.ts';

const name = 'UpdateFunctionConfiguration';
const pathSchema = z.strictObject({ FunctionName: functionNameSchema });
const schema = z.strictObject({ ...configurationMembers, RevisionId: revisionIdSchema.optional() });

/** Changes the configuration of `$LATEST`; whatever it changes, the next invocation is a cold start. */
export const updateFunctionConfiguration: Action = {
  name,
  method: 'PUT',
  path: '/2015-03-31/functions/:FunctionName/configuration',
  status: 200,
  run({ path, json }, lambda) {
    const { FunctionName } = parseMembers(pathSchema, path, { action: name });
    const members = parseMembers(schema, json(), { action: name });
    const record = findRecord(lambda, FunctionName);
    checkChangeable(lambda, record);
    checkRevision(lambda, record, members.RevisionId);
    checkPackageType(packageTypeOf(record.latest.code), members);
    const configuration = changedConfiguration(lambda, record.latest.configuration, members);
    checkUnpackedSize(record.latest.code, configuration.layers);
    deploy(lambda, record, updated(lambda, record, { configuration }));
    return { body: functionConfiguration(record, record.latest, shownBy(lambda)) };
  },
};
