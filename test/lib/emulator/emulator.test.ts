import { request } from 'node:http';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  type InvokeCommandOutput,
  TagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Emulator,
  type EmulatorOptions,
  type InvocationEvent,
  startEmulator,
} from '../../../lib/emulator/emulator.ts';
import {
  type FunctionSpec,
  NotMeasurableHere,
} from '../../../lib/emulator/environment/execution-environment.ts';
import { connect } from '../../support/backend.ts';
import { type Echo, echoEnvironments } from '../../support/echo-environment.ts';
import { zipped, zippedAgain } from '../../support/zipped.ts';

const running: Emulator[] = [];
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.stop();
});

const echo = {
  FunctionName: 'f',
  Role: 'arn:aws:iam::000000000000:role/any',
  Handler: 'index.handler',
  Runtime: 'nodejs24.x',
  Code: { ZipFile: zipped() },
} as const;

/** An emulator with one function, `f`. */
async function start(options: Partial<EmulatorOptions> = {}) {
  const emulator = await startEmulator({
    createEnvironment: echoEnvironments().create,
    delays: 0,
    limits: false,
    ...options,
  });
  running.push(emulator);
  const clients = connect(emulator.endpoint, emulator.region);
  await clients.lambda.send(new CreateFunctionCommand(echo));
  return { emulator, ...clients };
}

const answer = ({ Payload }: InvokeCommandOutput): Echo => JSON.parse(Payload?.transformToString() ?? '');
const invocationUrl = ({ endpoint }: Emulator) => `${endpoint}/2015-03-31/functions/f/invocations`;

describe('startEmulator', () => {
  it('listens on 127.0.0.1, in us-east-1, until it is stopped', async () => {
    const { emulator } = await start();
    expect(emulator).toMatchObject({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      region: 'us-east-1',
      accountId: '000000000000',
    });
    await Promise.all([emulator.stop(), emulator.stop()]);
    await expect(fetch(emulator.endpoint)).rejects.toThrow();
  });

  it('takes another region and account', async () => {
    const { lambda } = await start({ region: 'eu-west-1', accountId: '123456789012' });
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'f' }));
    expect(Configuration?.FunctionArn).toBe('arn:aws:lambda:eu-west-1:123456789012:function:f');
  });

  it('fails when the port is taken', async () => {
    const { emulator } = await start();
    const port = Number(new URL(emulator.endpoint).port);
    await expect(startEmulator({ port, createEnvironment: echoEnvironments().create })).rejects.toMatchObject(
      {
        code: 'EADDRINUSE',
      },
    );
  });

  it('tells of every call in order, and keeps them', async () => {
    const told: unknown[] = [];
    const { emulator, lambda, s3 } = await start({ onCall: (call) => told.push(call) });
    const FunctionName = 'arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST';
    await lambda.send(new InvokeCommand({ FunctionName }));
    await lambda.send(new InvokeCommand({ FunctionName: 'missing' })).catch(() => undefined);
    const Resource = 'arn:aws:lambda:us-east-1:000000000000:function:f';
    await lambda.send(new TagResourceCommand({ Resource, Tags: { a: 'b' } }));
    await s3.send(new PutObjectCommand({ Bucket: 'some', Key: 'deep/key', Body: 'x' }));
    expect(told).toEqual([
      { service: 'lambda', action: 'CreateFunction', resource: 'f', status: 201 },
      { service: 'lambda', action: 'Invoke', resource: 'f', status: 200 },
      { service: 'lambda', action: 'Invoke', resource: 'missing', status: 404 },
      { service: 'lambda', action: 'TagResource', resource: 'f', status: 204 },
      { service: 's3', action: 'PutObject', resource: 'some/deep/key', status: 200 },
    ]);
    expect(emulator.calls()).toEqual(told);
  });

  it('tells of every finished invocation', async () => {
    const events: InvocationEvent[] = [];
    const { lambda } = await start({ onInvocation: (event) => events.push(event) });
    const invoked = await lambda.send(new InvokeCommand({ FunctionName: 'f', Payload: '{"fail": true}' }));
    expect(events).toEqual([
      {
        functionName: 'f',
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
        memoryMB: 128,
        architecture: 'x86_64',
        functionError: 'Unhandled',
        report: expect.objectContaining({ requestId: invoked.$metadata.requestId, durationMs: 10.5 }),
      },
    ]);
  });

  it('says with every answer of a function that AWS did not measure it', async () => {
    const { emulator } = await start();
    const { headers } = await fetch(invocationUrl(emulator), { method: 'POST' });
    expect(headers.get('x-power-tuner-measured-by')).toBe('replayed');
    expect(decodeURIComponent(headers.get('x-power-tuner-source') ?? '')).toBe('made up, for a test: 100%');
    expect(headers.get('x-power-tuner-not-measurable')).toBeNull();
  });

  it('says why an answer does not stand for what Lambda would show', async () => {
    const { create } = echoEnvironments();
    const reason = 'the function used both of this machine’s cores';
    const { emulator } = await start({
      createEnvironment: (spec) => {
        const environment = create(spec);
        return {
          alive: true,
          stop: environment.stop,
          invoke: async (one) => ({ ...(await environment.invoke(one)), notMeasurable: reason }),
        };
      },
    });
    const { headers } = await fetch(invocationUrl(emulator), { method: 'POST' });
    expect(decodeURIComponent(headers.get('x-power-tuner-not-measurable') ?? '')).toBe(reason);
  });

  it('refuses an invocation that this machine cannot stand for', async () => {
    const { lambda } = await start({
      createEnvironment: ({ architecture }) => {
        throw new NotMeasurableHere(`this machine is not ${architecture}`);
      },
    });
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'f' }))).rejects.toMatchObject({
      name: 'NotMeasurableHere',
      message: 'this machine is not x86_64',
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('hands the whole configuration to the environment', async () => {
    const environments = echoEnvironments();
    const { lambda } = await start({ createEnvironment: environments.create });
    const configuration = {
      FunctionName: 'f',
      MemorySize: 1769,
      Timeout: 9,
      Environment: { Variables: { SECRET: 'kept' } },
      EphemeralStorage: { Size: 1024 },
      LoggingConfig: { LogGroup: 'shared' },
    };
    await lambda.send(new UpdateFunctionConfigurationCommand(configuration));
    await lambda.send(new InvokeCommand({ FunctionName: 'f' }));
    const expected: Partial<FunctionSpec> = {
      functionName: 'f',
      version: '$LATEST',
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      region: 'us-east-1',
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      architecture: 'x86_64',
      memoryMB: 1769,
      timeoutSeconds: 9,
      ephemeralStorageMB: 1024,
      environment: { SECRET: 'kept' },
      logGroup: 'shared',
      layerDirs: [],
    };
    expect(environments.started).toEqual([expect.objectContaining(expected)]);
  });

  it('serves a burst by as many environments, and later invocations by the same', async () => {
    const environments = echoEnvironments();
    const { lambda } = await start({ createEnvironment: environments.create });
    const invoke = () => lambda.send(new InvokeCommand({ FunctionName: 'f' }));
    const released = Promise.withResolvers<void>();
    const waiting = echoEnvironments(released.promise);
    const burst = await start({ createEnvironment: waiting.create });
    const invocations = [1, 2, 3].map(() =>
      burst.lambda.send(new InvokeCommand({ FunctionName: 'f', Payload: '{"wait": true}' })),
    );
    await expect.poll(() => waiting.started.length).toBe(3);
    released.resolve();
    await Promise.all(invocations);
    await invoke();
    await invoke();
    expect(environments.started).toHaveLength(1);
  });

  it('retires the environments of $LATEST with an update, not those of a version', async () => {
    const environments = echoEnvironments();
    const { lambda } = await start({ createEnvironment: environments.create });
    await lambda.send(new CreateFunctionCommand({ ...echo, FunctionName: 'g', Publish: true }));
    const invoke = async (Qualifier?: string) =>
      answer(await lambda.send(new InvokeCommand({ FunctionName: 'g', Qualifier }))).environment;
    expect([await invoke(), await invoke('1')]).toEqual([1, 2]);
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'g', Description: 'changed' }));
    expect(environments.stopped).toEqual([1]);
    expect([await invoke(), await invoke('1')]).toEqual([3, 2]);
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'g' }));
    expect([...environments.stopped].sort()).toEqual([1, 2, 3]);
  });

  it('finishes an invocation whose client has gone', async () => {
    const released = Promise.withResolvers<void>();
    const events: InvocationEvent[] = [];
    const environments = echoEnvironments(released.promise);
    const { emulator } = await start({
      createEnvironment: environments.create,
      onInvocation: (event) => events.push(event),
    });
    const leaving = new AbortController();
    const gone = fetch(invocationUrl(emulator), {
      method: 'POST',
      body: '{"wait": true}',
      signal: leaving.signal,
    });
    await expect.poll(() => environments.started.length).toBe(1);
    leaving.abort();
    await expect(gone).rejects.toThrow();
    released.resolve();
    await expect.poll(() => events.length).toBe(1);
    expect(environments.stopped).toEqual([]);
  });

  it('serves code by a link for ten minutes', async () => {
    let nowMs = Date.UTC(2026, 10, 20);
    const { lambda } = await start({ nowMs: () => nowMs });
    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'f' }));
    const location = Code?.Location ?? '';
    const fetched = await fetch(location);
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(zipped());
    nowMs += 600_000;
    expect((await fetch(location)).status).toBe(403);
    expect((await fetch(`${location.slice(0, -1)}x`)).status).toBe(403);
  });

  it('takes an address that ends with a slash, as some SDKs send it', async () => {
    const { emulator } = await start();
    expect((await fetch(`${emulator.endpoint}/2015-03-31/functions/`)).status).toBe(200);
  });

  it('refuses another host, and web pages', async () => {
    const { emulator } = await start();
    const { port } = new URL(emulator.endpoint);
    const status = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        request({ port, host: '127.0.0.1', path: '/2015-03-31/functions', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status({})).toBe(200);
    expect(await status({ host: 'evil.example' })).toBe(403);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
  });

  it("refuses loudly what it doesn't model", async () => {
    const { emulator, lambda, s3 } = await start();
    const refused = { name: 'NotModelled', $metadata: { httpStatusCode: 501 } };
    const refusals = [
      lambda.send(new InvokeCommand({ FunctionName: 'f', DurableExecutionName: 'one' })),
      s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k', Range: 'bytes=0-1' })),
    ];
    for (const refusal of refusals) await expect(refusal).rejects.toMatchObject(refused);
    const unknown = await fetch(`${emulator.endpoint}/2015-03-31/event-source-mappings`);
    expect(unknown.status).toBe(501);
    expect(unknown.headers.get('x-amzn-errortype')).toBe('NotModelled');
  });

  it('never repeats a variable of the environment in an error', async () => {
    const { lambda } = await start();
    for (const Variables of [{ '1': 's3cret' }, { LONG: 's3cret'.repeat(1000) }, { _HANDLER: 's3cret' }]) {
      const error = await lambda
        .send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Environment: { Variables } }))
        .catch((thrown) => thrown);
      expect(error.$metadata.httpStatusCode).toBe(400);
      expect(error.message).not.toContain('s3cret');
    }
  });

  it('ends with the environments that it started', async () => {
    const environments = echoEnvironments();
    const { emulator, lambda } = await start({ createEnvironment: environments.create });
    await lambda.send(new InvokeCommand({ FunctionName: 'f' }));
    await lambda.send(
      new CreateFunctionCommand({ ...echo, FunctionName: 'g', Code: { ZipFile: zippedAgain() } }),
    );
    await lambda.send(new InvokeCommand({ FunctionName: 'g' }));
    await emulator.stop();
    expect([...environments.stopped].sort()).toEqual([1, 2]);
  });
});
