import { setTimeout as sleep } from 'node:timers/promises';
import {
  type FunctionConfiguration,
  GetFunctionCommand,
  type GetFunctionCommandInput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  type Architecture,
  type FunctionReference,
  type Target,
  TargetNotTunable,
} from '../contract/index.ts';
import { configurationHash } from './configuration-hash.ts';
import { errorMessage, errorName } from './error-name.ts';

/** The target as Lambda describes it. Holds the environment: nothing but CreateFunction may get to see it. */
export interface TargetFunction {
  readonly configuration: FunctionConfiguration;
  readonly tags: Readonly<Record<string, string>>;
  /** A presigned address that is valid for 10 minutes. */
  readonly codeLocation: string | undefined;
}

/** A target's timeout beyond this doesn't fit inside the Executor's own 15 minutes. */
export const MAX_TARGET_TIMEOUT_SECONDS = 840;

/** What CreateFunction takes directly. */
export const MAX_DIRECT_CODE_BYTES = 50 * 1024 * 1024;

/**
 * Reads the target: configuration, tags, and where its code lies.
 * @throws TargetNotTunable where it doesn't exist or may not be read.
 */
export async function readTarget(
  lambda: LambdaClient,
  functionName: string,
  qualifier: string | undefined,
): Promise<TargetFunction> {
  const asked = qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
  try {
    return await settled(lambda, { FunctionName: functionName, Qualifier: qualifier });
  } catch (error) {
    throw new TargetNotTunable(
      `the target ${asked} can't be read: ${errorName(error)}: ${errorMessage(error)}. ${remedyFor(error)}`,
      { cause: error },
    );
  }
}

const SETTLE_ATTEMPTS = 60;
const SETTLE_PAUSE_MS = 500;

/**
 * A function that is being created or updated gets another RevisionId when that is over, and may get
 * another configuration: it is read once it has settled, or as it is after half a minute.
 */
async function settled(lambda: LambdaClient, input: GetFunctionCommandInput): Promise<TargetFunction> {
  for (let attempt = 1; ; attempt++) {
    const { Configuration, Code, Tags } = await lambda.send(new GetFunctionCommand(input));
    if (Configuration === undefined) throw new TypeError('GetFunction answered without a Configuration');
    const { State, LastUpdateStatus } = Configuration;
    if ((State !== 'Pending' && LastUpdateStatus !== 'InProgress') || attempt === SETTLE_ATTEMPTS) {
      return { configuration: Configuration, tags: Tags ?? {}, codeLocation: Code?.Location };
    }
    await sleep(SETTLE_PAUSE_MS);
  }
}

function remedyFor(error: unknown): string {
  const name = errorName(error);
  if (name === 'ResourceNotFoundException') {
    return 'Check its name, region and qualifier (lambdaARN in the input)';
  }
  if (name === 'AccessDeniedException') {
    return 'The Initializer needs lambda:GetFunction, lambda:GetFunctionConfiguration and lambda:ListTags on it (targets in the construct’s props)';
  }
  return 'Start the execution again; if it stays, see the error above';
}

/**
 * Says why a function can't be tuned, before anything is created.
 * @throws TargetNotTunable with every reason.
 */
export function assertTunable(target: TargetFunction): void {
  const reasons = RULES.flatMap((rule) => rule(target.configuration) ?? []);
  if (reasons.length > 0) {
    const { FunctionArn } = target.configuration;
    throw new TargetNotTunable(`the target ${FunctionArn} can't be tuned:\n- ${reasons.join('\n- ')}`);
  }
}

type Rule = (configuration: FunctionConfiguration) => string | undefined;

const RULES: readonly Rule[] = [
  ({ CapacityProviderConfig }) =>
    CapacityProviderConfig === undefined
      ? undefined
      : 'it runs on Lambda Managed Instances, which are not charged by duration: there is nothing to tune by GB-seconds',
  ({ DurableConfig }) =>
    DurableConfig === undefined ? undefined : 'it is a durable function, which this version does not measure',
  ({ TenancyConfig }) =>
    TenancyConfig === undefined
      ? undefined
      : 'it isolates tenants and can only be invoked with a tenant id, which the input has no place for',
  ({ PackageType }) =>
    PackageType === 'Image'
      ? 'it is a container image, which this version does not copy into a probe (zip packages only)'
      : undefined,
  ({ SnapStart }) =>
    SnapStart?.ApplyOn === 'PublishedVersions'
      ? 'it uses SnapStart, which this version does not copy into a probe; turn SnapStart off on a copy of the function and tune that'
      : undefined,
  ({ FileSystemConfigs }) =>
    FileSystemConfigs !== undefined && FileSystemConfigs.length > 0
      ? 'it mounts a file system, which this version does not copy into a probe'
      : undefined,
  ({ Environment }) =>
    Environment?.Error === undefined
      ? undefined
      : `its environment can't be decrypted (${Environment.Error.ErrorCode}), and a copy without it would not be the same function: give the Publisher's and the Initializer's role kms:Decrypt on its key`,
  ({ Timeout }) =>
    (Timeout ?? 0) > MAX_TARGET_TIMEOUT_SECONDS
      ? `its timeout is ${Timeout} s; allowed: at most ${MAX_TARGET_TIMEOUT_SECONDS} s, because one invocation has to fit inside the Executor's 15 minutes. Lower the timeout on a copy of the function and tune that`
      : undefined,
  ({ CodeSize }) =>
    (CodeSize ?? 0) > MAX_DIRECT_CODE_BYTES
      ? `its package has ${CodeSize} bytes; allowed: at most ${MAX_DIRECT_CODE_BYTES}, what CreateFunction takes directly`
      : undefined,
];

/** The part of the target that travels in the plan. */
export function describeTarget(
  target: TargetFunction,
  reference: FunctionReference,
  latest: Target['latest'],
): Target {
  const { configuration } = target;
  const [, partition = 'aws', , region = '', , , functionName = ''] = (configuration.FunctionArn ?? '').split(
    ':',
  );
  return {
    functionArn: (configuration.FunctionArn ?? '').split(':').slice(0, 7).join(':'),
    functionName,
    ...(reference.qualifier === undefined ? {} : { qualifier: reference.qualifier }),
    version: configuration.Version ?? '$LATEST',
    region,
    partition,
    architecture: architectureOf(configuration),
    memoryMB: configuration.MemorySize ?? 128,
    timeoutSeconds: configuration.Timeout ?? 3,
    ephemeralStorageMB: configuration.EphemeralStorage?.Size ?? 512,
    codeSha256: configuration.CodeSha256 ?? '',
    revisionId: configuration.RevisionId ?? '',
    packageType: configuration.PackageType === 'Image' ? 'Image' : 'Zip',
    snapStart: configuration.SnapStart?.ApplyOn === 'PublishedVersions',
    configurationSha256: configurationHash(configuration),
    description: configuration.Description ?? '',
    latest,
  };
}

/** Functions from before architectures could be chosen have none: they are x86_64. */
export function architectureOf(configuration: FunctionConfiguration): Architecture {
  return configuration.Architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64';
}
