import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Action } from './action.ts';
import { newConfiguration } from './configuration.ts';
import { functionConfiguration, shownBy } from './configuration-answer.ts';
import { configurationMembers, tenancyConfigSchema } from './configuration-members.ts';
import type { LambdaContext } from './context.ts';
import { conflict, invalidParameter, requestTooLarge } from './errors.ts';
import { checkUnpackedSize } from './function-layers.ts';
import { type FunctionRecord, LATEST } from './function-record.ts';
import { startSettling } from './lifecycle.ts';
import { requestLimitBytes } from './limits.ts';
import { nameOf } from './locate.ts';
import { architecturesSchema, functionCodeMembers, functionNameSchema, tagsSchema } from './members.ts';
import { checkNewCode, checkPackageType } from './package-type.ts';
import { publish } from './publish.ts';
import { requestCode } from './request-code.ts';
import { AUTOMATIC } from './runtime-management.ts';
import { putTags } from './tags.ts';
import { parseMembers } from './validation.ts';

const name = 'CreateFunction';
const NAME_LIMIT = 64;

const schema = z.strictObject({
  ...configurationMembers,
  FunctionName: functionNameSchema,
  Role: configurationMembers.Role.unwrap(),
  Code: z.strictObject(functionCodeMembers),
  Architectures: architecturesSchema.optional(),
  PackageType: z.enum(['Zip', 'Image']).optional(),
  Publish: z.boolean().optional(),
  Tags: tagsSchema.optional(),
  TenancyConfig: tenancyConfigSchema.optional(),
});
type Members = z.output<typeof schema>;

/** Creates a function from a zip, inline or in the emulator's S3, or from a container image that it knows. */
export const createFunction: Action = {
  name,
  method: 'POST',
  path: '/2015-03-31/functions',
  status: 201,
  resource: ({ json }) => z.object({ FunctionName: z.string() }).safeParse(json()).data?.FunctionName,
  async run({ body, json }, lambda) {
    const limitBytes = requestLimitBytes(lambda.limits);
    if (body.length > limitBytes) throw requestTooLarge('RequestEntityTooLargeException', limitBytes, name);
    const members = parseMembers(schema, json(), { action: name });
    const record = await newFunction(lambda, members);
    // After the last wait: of two creations at once, one is refused.
    if (lambda.functions.has(record.name)) throw conflict(`Function already exist: ${record.name}`);
    lambda.functions.set(record.name, record);
    const version = members.Publish ? publish(lambda, record) : record.latest;
    return { body: functionConfiguration(record, version, shownBy(lambda)) };
  },
};

async function newFunction(lambda: LambdaContext, members: Members): Promise<FunctionRecord> {
  const functionName = newName(lambda, members.FunctionName);
  if (lambda.functions.has(functionName)) throw conflict(`Function already exist: ${functionName}`);
  const { PackageType = 'Zip', Handler, Runtime } = members;
  if (PackageType === 'Zip' && (Handler === undefined || Runtime === undefined)) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  checkPackageType(PackageType, members);
  checkNewCode(PackageType, members.Code);
  const configuration = newConfiguration(lambda, functionName, members);
  const tags = new Map<string, string>();
  putTags(tags, members.Tags ?? {});
  const code = await requestCode(lambda, members.Code);
  checkUnpackedSize(code, configuration.layers);
  const nowMs = lambda.nowMs();
  return {
    name: functionName,
    latest: {
      version: LATEST,
      configuration,
      architecture: members.Architectures?.[0] ?? 'x86_64',
      code,
      deploymentId: randomUUID(),
      lastModifiedMs: nowMs,
      settling: startSettling('create', nowMs, lambda.delays),
      runtimeManagement: AUTOMATIC,
    },
    replaced: undefined,
    published: new Map(),
    nextVersion: 1,
    aliases: new Map(),
    tags,
    reservedConcurrency: undefined,
  };
}

function newName(lambda: LambdaContext, text: string): string {
  const named = text.length > NAME_LIMIT && !text.includes(':') ? undefined : nameOf(lambda, text);
  if (named === undefined) {
    throw invalidParameter(
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${NAME_LIMIT}`,
    );
  }
  if (named.qualifier !== undefined) {
    throw invalidParameter(`${text} ends with a qualifier; a new function's name has none`);
  }
  return named.functionName;
}
