import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { type Connection, clientDefaults, requestHandler } from '../../lib/aws/clients/connection.ts';
import { LOCAL_BUCKET } from '../../lib/cli/local/bucket.ts';
import type { DeployedStages, InvokeFunction } from '../../lib/emulator/states/stage.ts';
import { settingsOf } from '../../lib/stack/settings.ts';
import { stageEnvironment } from '../../lib/stack/stage-environment.ts';
import { STAGE_NAMES, STAGES, stageTitle } from '../../lib/stack/stages.ts';
import { stagePackages } from './stage-packages.ts';

const ROLE = 'arn:aws:iam::000000000000:role/stage';
/** All branches of a Map, and what other executions may have left running. */
const CONCURRENCY = 200;
/** Longer than any stage may run. */
const ANSWER_TIMEOUT_MS = 930_000;

/**
 * Deploys the stages' bundles to the emulator as the functions `power-tuner-<stage>`, with the settings
 * that the stack gives them, and the endpoint as the SDK's own variable.
 */
export async function deployStages(connection: Connection, lambda: LambdaClient): Promise<DeployedStages> {
  const packages = stagePackages();
  const settings = settingsOf({ inPlaceTargets: ['arn:aws:lambda:*:*:function:*'] });
  const surroundings = {
    probeLogGroupName: `/power-tuner/${settings.namePrefix}/probes`,
    stagingBucketName: LOCAL_BUCKET,
  };
  for (const stage of STAGE_NAMES) {
    const { memoryMB, timeoutSeconds } = STAGES[stage];
    const FunctionName = `${settings.namePrefix}-${stage}`;
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: ROLE,
        Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
        MemorySize: memoryMB,
        Timeout: timeoutSeconds,
        Environment: {
          Variables: {
            AWS_ENDPOINT_URL: connection.endpoint ?? '',
            POWERTOOLS_SERVICE_NAME: 'power-tuner',
            POWERTOOLS_LOG_LEVEL: 'INFO',
            ...stageEnvironment(stage, settings, surroundings, JSON.stringify),
          },
        },
        Code: { ZipFile: packages[stage] },
      }),
    );
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60, minDelay: 0.1 }, { FunctionName });
  }
  return { names: STAGE_NAMES.map(stageTitle), invoke: invokeOver(connection) };
}

/**
 * How the state machine invokes functions: over the Lambda API, by the SDK, and never twice. Not by one of our
 * clients, whose errors say more than Lambda's.
 */
export function invokeOver(connection: Connection): InvokeFunction {
  const { retryStrategy: _, ...defaults } = clientDefaults(connection);
  const limits = { timeoutMs: ANSWER_TIMEOUT_MS, maxSockets: CONCURRENCY };
  const client = new LambdaClient({
    ...defaults,
    maxAttempts: 1,
    requestHandler: requestHandler(connection, limits),
  });
  return async (FunctionName, payload) => {
    const { StatusCode, ExecutedVersion, FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName, Payload: payload }),
    );
    return {
      StatusCode: StatusCode ?? 0,
      ExecutedVersion: ExecutedVersion ?? '',
      Payload: Payload?.transformToString() ?? '',
      ...(FunctionError === undefined ? {} : { FunctionError }),
    };
  };
}
