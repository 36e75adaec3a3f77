import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  type InvokeCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { onTestFinished } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../lib/emulator/emulator.ts';
import { connect } from './backend.ts';
import { type Echo, echoEnvironments } from './echo-environment.ts';
import { zipped } from './zipped.ts';

/** What CreateFunction needs for a function that echoes. */
export const ECHO = {
  FunctionName: 'f',
  Role: 'arn:aws:iam::000000000000:role/any',
  Handler: 'index.handler',
  Runtime: 'nodejs24.x',
  Code: { ZipFile: zipped() },
} as const satisfies CreateFunctionCommandInput;

export interface StartedEmulator extends ReturnType<typeof connect> {
  readonly emulator: Emulator;
  create(input?: Partial<CreateFunctionCommandInput>): Promise<unknown>;
  /** Invokes `f`, or the function that is given. */
  invoke(event?: unknown, functionName?: string): Promise<InvokeCommandOutput>;
}

/** An empty emulator whose functions echo, without delays and limits, until the test is over. */
export async function startedEmulator(options: Partial<EmulatorOptions> = {}): Promise<StartedEmulator> {
  const emulator = await startEmulator({
    createEnvironment: echoEnvironments().create,
    delays: 0,
    limits: false,
    ...options,
  });
  const clients = connect(emulator.endpoint, emulator.region);
  onTestFinished(() => emulator.stop());
  return {
    emulator,
    ...clients,
    create: (input) => clients.lambda.send(new CreateFunctionCommand({ ...ECHO, ...input })),
    invoke: (event, functionName) => invokeFunction(clients.lambda, functionName ?? 'f', event),
  };
}

function invokeFunction(lambda: LambdaClient, FunctionName: string, event: unknown = {}) {
  return lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
}

/** What a function that echoes answered. */
export function echoOf({ Payload }: InvokeCommandOutput): Echo {
  return JSON.parse(Payload?.transformToString() ?? '');
}
