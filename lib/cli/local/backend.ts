import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import type { Connection } from '../../aws/clients/connection.ts';
import { controlPlane } from '../../aws/clients/lambda.ts';
import type { Architecture } from '../../contract/index.ts';
import { type Emulator, type InvocationEvent, startEmulator } from '../../emulator/emulator.ts';
import { createEnvironments } from '../../emulator/environment/index.ts';
import { createStates, type StatesService } from '../../emulator/states/service.ts';
import type { Stages } from '../../emulator/states/stage.ts';
import type { FunctionFolder } from './folder.ts';
import { packageFolder } from './package.ts';

/** What `bin` hands in: the deployed definition and the handlers that are deployed with it. */
export interface Pipeline {
  readonly definition: unknown;
  readonly stages: (connection: Connection) => Stages;
}

export interface LocalBackend {
  readonly connection: Connection;
  readonly stateMachineArn: string;
  /** How CPU time is kept in proportion to memory here, in words. */
  readonly cpuLabel: string;
  readonly emulator: Emulator;
  stop(): Promise<void>;
}

const ROLE = 'arn:aws:iam::000000000000:role/local';
/** Nobody checks them here; the SDK wants some. */
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Starts the emulator with the state machine on it. */
export async function startLocalBackend(
  pipeline: Pipeline,
  options: { readonly region: string; readonly onInvocation?: (event: InvocationEvent) => void },
): Promise<LocalBackend> {
  const environments = await createEnvironments({});
  let states: StatesService | undefined;
  const emulator = await startEmulator({
    region: options.region,
    createEnvironment: environments.create,
    ...(options.onInvocation === undefined ? {} : { onInvocation: options.onInvocation }),
    targets: { AWSStepFunctions: async (action, body) => states?.answer(action, body) },
  });
  const connection = { endpoint: emulator.endpoint, region: options.region, credentials: CREDENTIALS };
  states = createStates({
    region: emulator.region,
    accountId: emulator.accountId,
    name: 'power-tuner',
    definition: pipeline.definition,
    stages: pipeline.stages(connection),
    cleaner: 'Cleaner',
  });
  return {
    connection,
    stateMachineArn: states.stateMachineArn,
    cpuLabel: environments.cpuControl.label,
    emulator,
    async stop() {
      await states?.stop();
      await emulator.stop();
      await environments.stop();
    },
  };
}

/** Puts the folder's function into the emulator. */
export async function createFunction(connection: Connection, folder: FunctionFolder): Promise<string> {
  const lambda = controlPlane(connection);
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: folder.functionName,
      Runtime: folder.runtime as never,
      Handler: folder.handler,
      Role: ROLE,
      Code: { ZipFile: await packageFolder(folder) },
      Architectures: [machineArchitecture()],
      MemorySize: folder.memoryMB,
      Timeout: folder.timeoutSeconds,
      Environment: { Variables: { ...folder.environment } },
    }),
  );
  lambda.destroy();
  return FunctionArn;
}

/** The function's own architecture is this machine's: code that was installed here runs here. */
function machineArchitecture(): Architecture {
  return process.arch === 'arm64' ? 'arm64' : 'x86_64';
}
