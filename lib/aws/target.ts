import {
  type FunctionCodeLocation,
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
  withoutQualifier,
} from '../contract/index.ts';
import { pause } from './clients/connected.ts';
import { configurationHash, settingsHash } from './configuration-hash.ts';
import { errorName, errorText } from './error-text.ts';

/** The target as Lambda describes it. Holds the environment: nothing but CreateFunction may get to see it. */
export interface TargetFunction {
  readonly configuration: FunctionConfiguration;
  readonly tags: Readonly<Record<string, string>>;
  /** Where its code lies; `Location` is a presigned address that is valid for 10 minutes. */
  readonly code: FunctionCodeLocation;
  /** Invocations at once that are kept for it; absent where it shares the account's. */
  readonly reservedConcurrency?: number;
}

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
    throw notReadable(asked, error);
  }
}

/** @param asked the target, by the name that it was asked for */
export function notReadable(asked: string, error: unknown): TargetNotTunable {
  return new TargetNotTunable(`the target ${asked} can't be read: ${errorText(error)}. ${remedyFor(error)}`, {
    cause: error,
  });
}

const SETTLE_ATTEMPTS = 60;
const SETTLE_PAUSE_MS = 500;

/**
 * A function that is being created or updated gets another RevisionId when that is over, and may get
 * another configuration: it is read once it has settled, or as it is after half a minute.
 */
async function settled(lambda: LambdaClient, input: GetFunctionCommandInput): Promise<TargetFunction> {
  for (let attempt = 1; ; attempt++) {
    const { Configuration, Code, Tags, Concurrency } = await lambda.send(new GetFunctionCommand(input));
    if (Configuration === undefined) throw new TypeError('GetFunction answered without a Configuration');
    const { State, LastUpdateStatus } = Configuration;
    if ((State !== 'Pending' && LastUpdateStatus !== 'InProgress') || attempt === SETTLE_ATTEMPTS) {
      const reserved = Concurrency?.ReservedConcurrentExecutions;
      return {
        configuration: Configuration,
        tags: Tags ?? {},
        code: Code ?? {},
        ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
      };
    }
    await pause(lambda, SETTLE_PAUSE_MS);
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
    functionArn: withoutQualifier(configuration.FunctionArn ?? ''),
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
    settingsSha256: settingsHash(configuration),
    description: configuration.Description ?? '',
    latest,
  };
}

/** Functions from before architectures could be chosen have none: they are x86_64. */
export function architectureOf(configuration: FunctionConfiguration): Architecture {
  return configuration.Architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64';
}
