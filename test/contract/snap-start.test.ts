import {
  CreateFunctionCommand,
  GetFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { zipped } from '../support/zipped.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

/** On AWS its snapshot is taken, so the code has to be Python. */
const SNAP_START = {
  Runtime: 'python3.13',
  Code: { ZipFile: zipped({ 'index.py': 'def handler(event, context):\n    return event\n' }) },
  SnapStart: { ApplyOn: 'PublishedVersions' },
} as const;
const ON = { ApplyOn: 'PublishedVersions', OptimizationStatus: 'On' };
const OFF = { ApplyOn: 'PublishedVersions', OptimizationStatus: 'Off' };

const active = (FunctionName: string, Qualifier: string) =>
  waitUntilPublishedVersionActive({ client: backend.lambda, maxWaitTime: 280 }, { FunctionName, Qualifier });
async function described(FunctionName: string, Qualifier?: string) {
  const { Configuration } = await backend.lambda.send(new GetFunctionCommand({ FunctionName, Qualifier }));
  return Configuration;
}

describe('a function with SnapStart', () => {
  it('has its first version from its creation on, and the next one after a change', async () => {
    const input = { ...backend.echo(), ...SNAP_START, Publish: true };
    const { FunctionName } = input;
    const created = await backend.lambda.send(new CreateFunctionCommand(input));
    expect(created.Version).toBe('1');
    await active(FunctionName, '1');
    expect(await described(FunctionName, '1')).toMatchObject({
      Version: '1',
      State: 'Active',
      MemorySize: 128,
      SnapStart: ON,
    });
    expect(await described(FunctionName)).toMatchObject({ Version: '$LATEST', SnapStart: OFF });
    await backend.updated(FunctionName);
    await backend.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256 }));
    await backend.updated(FunctionName);
    const next = await backend.lambda.send(new PublishVersionCommand({ FunctionName }));
    expect(next.Version).toBe('2');
    await active(FunctionName, '2');
    expect(await described(FunctionName, '2')).toMatchObject({ MemorySize: 256, SnapStart: ON });
    expect(await described(FunctionName, '1')).toMatchObject({ MemorySize: 128, SnapStart: ON });
  });
});
