import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  type LambdaClient,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutRuntimeManagementConfigCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { ROLE } from '../../support/pipeline.ts';
import { replayPackage, steady } from '../../support/replay.ts';
import { zipped } from '../../support/zipped.ts';

/** The alias that every target has, of its only version. */
export const LIVE = 'live';

/** What every target is before a run. */
export const BEFORE = { architecture: 'x86_64', memoryMB: 256, description: 'takes orders' } as const;

/** Names of functions that are invoked around each invocation. */
export const PROCESSORS: ReadonlySet<string> = new Set(['before', 'after']);

/** By cost and by speed alike, 128 MB on arm64 is the best, and 128 MB the best on each architecture. */
const CURVES = {
  x86_64: [steady(128, 20), steady(256, 25)],
  arm64: [steady(128, 10), steady(256, 15)],
};

const SOON = { minDelay: 0.01, maxDelay: 0.02, maxWaitTime: 30 };

/** Publishes a layer that runs on both architectures, and says so. @returns its ARN */
export async function publishLayer(lambda: LambdaClient): Promise<string> {
  const { LayerVersionArn = '' } = await lambda.send(
    new PublishLayerVersionCommand({
      LayerName: 'shared',
      CompatibleArchitectures: ['x86_64', 'arm64'],
      Content: { ZipFile: zipped({ 'nodejs/node_modules/tool/index.js': 'module.exports = 1;\n' }) },
    }),
  );
  return LayerVersionArn;
}

/** What every target is made of. */
export const PACKAGE: Readonly<Record<string, string>> = replayPackage(CURVES, 'real');

/** What a target has beside what all of them have. */
export interface TargetOptions {
  /** ARN. */
  readonly layer: string;
  /** Whether it is kept at a runtime version, so that its probes have to be too. */
  readonly keepsRuntime?: boolean | undefined;
}

/**
 * Creates a function that has all that a run could change: a version, an alias, tags, an environment, a
 * layer, a description, reserved concurrency. Its measurements are replayed.
 * @returns its ARN
 */
export async function createTarget(
  lambda: LambdaClient,
  FunctionName: string,
  { layer, keepsRuntime = false }: TargetOptions,
): Promise<string> {
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Description: BEFORE.description,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: ROLE,
      Timeout: 30,
      MemorySize: BEFORE.memoryMB,
      Architectures: [BEFORE.architecture],
      Code: { ZipFile: zipped(PACKAGE) },
      Layers: [layer],
      Environment: { Variables: { TABLE: 'orders' } },
      Tags: { team: 'shop' },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, ...SOON }, { FunctionName });
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 5 }));
  if (keepsRuntime) {
    const UpdateRuntimeOn = 'FunctionUpdate';
    await lambda.send(new PutRuntimeManagementConfigCommand({ FunctionName, UpdateRuntimeOn }));
    await settled(lambda, FunctionName);
  }
  const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName }));
  await waitUntilPublishedVersionActive({ client: lambda, ...SOON }, { FunctionName, Qualifier: Version });
  await lambda.send(new CreateAliasCommand({ FunctionName, Name: LIVE, FunctionVersion: Version }));
  return FunctionArn;
}

/** Creates a function that answers `{}` at once, as a pre- or post-processor may. @returns its ARN */
export async function createProcessor(lambda: LambdaClient, FunctionName: string): Promise<string> {
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: ROLE,
      Code: { ZipFile: zipped(replayPackage({ x86_64: [steady(128, 1)] })) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, ...SOON }, { FunctionName });
  return FunctionArn;
}

/** Waits until nothing that was done to a target is under way any more. */
export async function settled(lambda: LambdaClient, FunctionName: string): Promise<void> {
  await waitUntilFunctionUpdatedV2({ client: lambda, ...SOON }, { FunctionName });
}

export async function deleteTarget(lambda: LambdaClient, FunctionName: string): Promise<void> {
  await lambda.send(new DeleteFunctionCommand({ FunctionName }));
}
