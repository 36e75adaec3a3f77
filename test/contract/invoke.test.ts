import {
  CreateAliasCommand,
  InvokeCommand,
  type InvokeCommandInput,
  type InvokeCommandOutput,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const invoke = (FunctionName: string, input: Partial<InvokeCommandInput> = {}) =>
  backend.lambda.send(new InvokeCommand({ ...input, FunctionName }));
const answer = ({ Payload }: InvokeCommandOutput) => JSON.parse(Payload?.transformToString() ?? '');
const tail = ({ LogResult = '' }: InvokeCommandOutput) => Buffer.from(LogResult, 'base64');

describe('Invoke', () => {
  it('answers with what the function returned', async () => {
    const FunctionName = await backend.create();
    const invoked = await invoke(FunctionName, { Payload: '{"greeting": "hello"}' });
    expect(invoked).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(invoked.FunctionError).toBeUndefined();
    expect(invoked.LogResult).toBeUndefined();
    expect(answer(invoked)).toMatchObject({ event: { greeting: 'hello' } });
  });

  it('tells the function its memory size, its version and the ARN that was asked for', async () => {
    const FunctionName = await backend.create({ MemorySize: 256 });
    expect(answer(await invoke(FunctionName))).toMatchObject({
      memoryMB: 256,
      version: '$LATEST',
      invokedFunctionArn: backend.arnOf(FunctionName),
    });
  });

  it.each([
    ['a list', '[1, 2]', [1, 2]],
    ['text', '"größe"', 'größe'],
    ['null', 'null', null],
    ['nothing, which is an empty object', undefined, {}],
  ])('takes %s as the payload', async (_what, Payload, event) => {
    const FunctionName = await backend.create();
    expect(answer(await invoke(FunctionName, Payload === undefined ? {} : { Payload })).event).toEqual(event);
  });

  it('runs the version that an alias points to', async () => {
    const FunctionName = await backend.create({ Publish: true });
    await backend.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    expect((await invoke(FunctionName, { Qualifier: 'live' })).ExecutedVersion).toBe('1');
  });

  it('tells the function the version that runs, and the ARN with the alias', async () => {
    const FunctionName = await backend.create({ Publish: true });
    await backend.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    expect(answer(await invoke(FunctionName, { Qualifier: 'live' }))).toMatchObject({
      version: '1',
      invokedFunctionArn: backend.arnOf(FunctionName, 'live'),
    });
  });

  it('takes an ARN with a qualifier', async () => {
    const FunctionName = await backend.create({ Publish: true });
    expect((await invoke(backend.arnOf(FunctionName, '1'))).ExecutedVersion).toBe('1');
  });

  it('passes the client context on', async () => {
    const FunctionName = await backend.create();
    const ClientContext = Buffer.from('{"custom": {"index": "3"}}').toString('base64');
    expect(answer(await invoke(FunctionName, { ClientContext })).clientContext).toMatchObject({
      custom: { index: '3' },
    });
  });

  it('gives the log with its report line, for the request that it names', async () => {
    const FunctionName = await backend.create();
    const invoked = await invoke(FunctionName, { LogType: 'Tail', Payload: '{"log": "a line"}' });
    const log = tail(invoked).toString();
    expect(log).toContain('a line');
    expect(log).toContain(`REPORT RequestId: ${invoked.$metadata.requestId}\t`);
  });

  it('gives the last 4,096 bytes of a longer log, cut where it falls', async () => {
    const FunctionName = await backend.create();
    const Payload = JSON.stringify({ log: 'ä'.repeat(4000) });
    const log = tail(await invoke(FunctionName, { LogType: 'Tail', Payload }));
    expect(log).toHaveLength(4096);
    expect(log.toString()).toContain('REPORT RequestId: ');
    expect(log.toString()).not.toContain('START RequestId: ');
  });

  it('says that the function failed', async () => {
    const FunctionName = await backend.create();
    const invoked = await invoke(FunctionName, { Payload: '{"fail": true}' });
    expect(invoked).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  });

  it('runs nothing in a dry run', async () => {
    const FunctionName = await backend.create();
    const invoked = await invoke(FunctionName, { InvocationType: 'DryRun' });
    expect(invoked.StatusCode).toBe(204);
    expect(invoked.Payload ?? []).toHaveLength(0);
  });

  it('accepts an event without an answer', async () => {
    const FunctionName = await backend.create();
    const invoked = await invoke(FunctionName, { InvocationType: 'Event', Payload: '{"fail": false}' });
    expect(invoked.StatusCode).toBe(202);
    expect(invoked.Payload ?? []).toHaveLength(0);
  });

  it('refuses an event over 1 MB', async () => {
    const FunctionName = await backend.create();
    const Payload = JSON.stringify('a'.repeat(1024 * 1024));
    await expect(invoke(FunctionName, { InvocationType: 'Event', Payload })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      message: '1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
      $metadata: { httpStatusCode: 413 },
    });
  });

  it('refuses a durable function without a qualifier', async () => {
    const FunctionName = await backend.create({ DurableConfig: { ExecutionTimeout: 60 } });
    await expect(invoke(FunctionName)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'You cannot invoke a durable function using an unqualified ARN.',
    });
  });

  it('refuses a function for tenants without a tenant', async () => {
    const FunctionName = await backend.create({ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } });
    await expect(invoke(FunctionName)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
    });
  });

  it('refuses a payload that is not JSON', async () => {
    const FunctionName = await backend.create();
    await expect(invoke(FunctionName, { Payload: '{"open"' })).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      message: expect.stringContaining('Could not parse request body into json'),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a payload over 6 MB', async () => {
    const FunctionName = await backend.create();
    const Payload = JSON.stringify('a'.repeat(6 * 1024 * 1024 + 1024));
    await expect(invoke(FunctionName, { Payload })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
  });

  it('refuses a function and a version that are not there', async () => {
    const FunctionName = await backend.create();
    for (const [name, Qualifier] of [['nothing-here'], [FunctionName, '9']] as const) {
      await expect(invoke(name, { Qualifier })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `Function not found: ${backend.arnOf(name, Qualifier)}`,
      });
    }
  });
});
