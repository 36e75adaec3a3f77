import {
  CreateFunctionCommand,
  type LambdaClient,
  LambdaServiceException,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import type { Connection } from '../../aws/clients/connection.ts';
import { controlPlane } from '../../aws/clients/lambda.ts';
import { BadInput } from '../exit-code.ts';
import type { LocalFunction, LocalLayer } from './local-function.ts';
import { machineArchitecture } from './machine-architecture.ts';
import { packageCode, packageFunction } from './package.ts';

const ROLE = 'arn:aws:iam::000000000000:role/local';

/**
 * Puts a function, and its layers before it, into the emulator.
 * @returns its ARN
 * @throws BadInput where the emulator, like Lambda, refuses it.
 */
export async function createFunction(connection: Connection, local: LocalFunction): Promise<string> {
  const lambda = controlPlane(connection);
  try {
    const layers: string[] = [];
    for (const layer of local.layers) layers.push(await publishLayer(lambda, layer));
    return await create(lambda, local, layers);
  } catch (error) {
    if (!(error instanceof LambdaServiceException) || error.$fault !== 'client') throw error;
    throw new BadInput(
      `${local.functionName} can't be created on the local emulator: ${error.message}. Change what is declared of it, or override it with --runtime and --handler`,
      {
        cause: error,
      },
    );
  } finally {
    lambda.destroy();
  }
}

async function publishLayer(lambda: LambdaClient, { name, code }: LocalLayer): Promise<string> {
  const { LayerVersionArn = '' } = await lambda.send(
    new PublishLayerVersionCommand({ LayerName: name, Content: { ZipFile: packageCode(code) } }),
  );
  return LayerVersionArn;
}

async function create(lambda: LambdaClient, local: LocalFunction, layers: string[]): Promise<string> {
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: local.functionName,
      Runtime: local.runtime as never,
      Handler: local.handler,
      Role: ROLE,
      Code: { ZipFile: await packageFunction(local) },
      Architectures: [architectureOf(local)],
      MemorySize: local.memoryMB,
      Timeout: local.timeoutSeconds,
      Environment: { Variables: { ...local.environment } },
      ...(local.ephemeralStorageMB === undefined
        ? {}
        : { EphemeralStorage: { Size: local.ephemeralStorageMB } }),
      ...(layers.length === 0 ? {} : { Layers: layers }),
    }),
  );
  return FunctionArn;
}

/** Measurements are replayed for what they were made on; a process runs on this machine. */
function architectureOf({ replayed, architecture }: LocalFunction) {
  return replayed ? (architecture ?? machineArchitecture()) : machineArchitecture();
}
