import * as z from 'zod';
import type { Action } from './action.ts';
import { checkChangeable, checkCreated } from './availability.ts';
import type { LambdaContext } from './context.ts';
import { invalidParameter } from './errors.ts';
import { type FunctionRecord, type FunctionVersion, LATEST } from './function-record.ts';
import { locate } from './locate.ts';
import { functionNameSchema, qualifierSchema } from './members.ts';
import { type RuntimeManagement, runtimeManagementAnswer } from './runtime-management.ts';
import { parseMembers } from './validation.ts';

const name = 'PutRuntimeManagementConfig';
const pathSchema = z.strictObject({
  FunctionName: functionNameSchema,
  Qualifier: qualifierSchema.optional(),
});
const schema = z.strictObject({
  UpdateRuntimeOn: z.enum(['Auto', 'Manual', 'FunctionUpdate']),
  RuntimeVersionArn: z
    .string()
    .min(26)
    .max(2048)
    .regex(/^arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}::runtime:.+$/)
    .optional(),
});

/** Says when the runtime of one version is updated, or which one it keeps. */
export const putRuntimeManagementConfig: Action = {
  name,
  method: 'PUT',
  path: '/2021-07-20/functions/:FunctionName/runtime-management-config',
  status: 200,
  run({ path, query, json }, lambda) {
    const { FunctionName, Qualifier } = parseMembers(pathSchema, { ...path, ...query }, { action: name });
    const runtimeManagement = managementOf(parseMembers(schema, json(), { action: name }));
    const located = locate(lambda, FunctionName, Qualifier);
    if (located.version.code.kind === 'image') {
      throw invalidParameter('Runtime management is not supported for functions with PackageType Image.');
    }
    const version = { ...located.version, runtimeManagement };
    replace(lambda, located.record, version);
    return { body: runtimeManagementAnswer(lambda.place, { ...located, version }) };
  },
};

/** What is refused here is refused in our own words: AWS's aren't published. */
function managementOf({ UpdateRuntimeOn, RuntimeVersionArn }: z.output<typeof schema>): RuntimeManagement {
  if (UpdateRuntimeOn !== 'Manual') {
    if (RuntimeVersionArn === undefined) return { updateOn: UpdateRuntimeOn };
    throw invalidParameter(`RuntimeVersionArn is for UpdateRuntimeOn Manual only, not ${UpdateRuntimeOn}.`);
  }
  if (RuntimeVersionArn === undefined) {
    throw invalidParameter('RuntimeVersionArn is required with UpdateRuntimeOn Manual.');
  }
  return { updateOn: UpdateRuntimeOn, runtimeVersionArn: RuntimeVersionArn };
}

/** @throws ApiError ResourceConflictException while the version is created or updated */
function replace(lambda: LambdaContext, record: FunctionRecord, version: FunctionVersion): void {
  if (version.version === LATEST) {
    checkChangeable(lambda, record);
    record.latest = version;
    return;
  }
  checkCreated(version, lambda.nowMs());
  record.published.set(version.version, version);
}
