import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { echoEnvironments } from '../../support/echo-environment.ts';
import { echoOf, startedEmulator } from '../../support/started-emulator.ts';

const throttled = { error: { name: 'TooManyRequestsException', message: 'slow down', status: 429 } };

describe('a fault', () => {
  it('answers with the error that it names, and carries nothing out', async () => {
    const { emulator, lambda, create } = await startedEmulator({
      faults: [{ action: 'CreateFunction', nth: 1, do: throttled }],
    });
    await expect(create()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'slow down',
      $metadata: { httpStatusCode: 429 },
    });
    await expect(lambda.send(new GetFunctionCommand({ FunctionName: 'f' }))).rejects.toThrow('not found');
    await create();
    expect(emulator.calls()).toEqual([
      { service: 'lambda', action: 'CreateFunction', resource: 'f', status: 429, fault: throttled },
      { service: 'lambda', action: 'GetFunction', resource: 'f', status: 404 },
      { service: 'lambda', action: 'CreateFunction', resource: 'f', status: 201 },
    ]);
  });

  it('reaches S3 and the tagging API in their own protocols', async () => {
    const { s3, tagging } = await startedEmulator({
      faults: [
        { service: 's3', action: 'PutObject', resource: 'bucket/folder/', do: throttled },
        { service: 'tagging', action: 'GetResources', do: throttled },
      ],
    });
    const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body: 'x' }));
    await expect(put('folder/key')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    await put('other');
    await expect(tagging.send(new GetResourcesCommand())).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    });
  });

  it('reaches the links to packages, which answer as S3 does', async () => {
    const { emulator, lambda, create } = await startedEmulator();
    await create();
    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'f' }));
    const slowDown = { error: { name: 'SlowDown', message: 'Reduce your request rate', status: 503 } };
    emulator.setFaults([{ service: 's3', action: 'DownloadCode', nth: 1, do: slowDown }]);
    const refused = await fetch(Code?.Location ?? '');
    expect([refused.status, await refused.text()]).toEqual([
      503,
      expect.stringContaining('<Code>SlowDown</Code>'),
    ]);
    expect((await fetch(Code?.Location ?? '')).status).toBe(200);
    expect(emulator.calls().slice(2)).toEqual([
      { service: 's3', action: 'DownloadCode', status: 503, fault: slowDown },
      { service: 's3', action: 'DownloadCode', status: 200 },
    ]);
  });

  it('drops the connection before the call is carried out', async () => {
    const fault = { drop: 'before' } as const;
    const { emulator, create } = await startedEmulator({
      faults: [{ action: 'CreateFunction', nth: 1, do: fault }],
    });
    await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await create();
    expect(emulator.calls()).toEqual([
      { service: 'lambda', action: 'CreateFunction', resource: 'f', status: 0, fault },
      { service: 'lambda', action: 'CreateFunction', resource: 'f', status: 201 },
    ]);
  });

  it('drops the connection after the call was carried out', async () => {
    const fault = { drop: 'after' } as const;
    const { emulator, create } = await startedEmulator({
      faults: [{ action: 'CreateFunction', nth: 1, do: fault }],
    });
    await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(create()).rejects.toMatchObject({ name: 'ResourceConflictException' });
    expect(emulator.calls()).toEqual([
      { service: 'lambda', action: 'CreateFunction', resource: 'f', status: 0, lostStatus: 201, fault },
      { service: 'lambda', action: 'CreateFunction', resource: 'f', status: 409 },
    ]);
  });

  it('never answers a call that it carried out, and lets its client go', async () => {
    const fault = { noAnswer: true } as const;
    const environments = echoEnvironments();
    const { emulator, lambda, create } = await startedEmulator({ createEnvironment: environments.create });
    await create();
    emulator.setFaults([{ action: 'Invoke', do: fault }]);
    const leaving = new AbortController();
    const waiting = lambda.send(new InvokeCommand({ FunctionName: 'f' }), { abortSignal: leaving.signal });
    await expect
      .poll(() => emulator.calls().at(-1))
      .toMatchObject({ action: 'Invoke', status: 0, lostStatus: 200 });
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(environments.started).toHaveLength(1);
  });

  it('answers late', async () => {
    const fault = { delayMs: 5 };
    const { emulator, create } = await startedEmulator({ faults: [{ action: 'CreateFunction', do: fault }] });
    await create();
    expect(emulator.calls()).toEqual([
      { service: 'lambda', action: 'CreateFunction', resource: 'f', status: 201, fault },
    ]);
  });

  it('keeps nobody from stopping the emulator, neither late nor without an answer', async () => {
    for (const fault of [{ delayMs: 3_600_000 }, { noAnswer: true } as const]) {
      const { emulator, lambda, create } = await startedEmulator();
      await create();
      emulator.setFaults([{ action: 'Invoke', do: fault }]);
      const waiting = lambda.send(new InvokeCommand({ FunctionName: 'f' })).catch((error) => error);
      await lambda.send(new GetFunctionCommand({ FunctionName: 'f' }));
      await emulator.stop();
      expect(await waiting).toBeInstanceOf(Error);
    }
  });

  it('kills the environment in the middle of an invocation, once', async () => {
    const environments = echoEnvironments(new Promise(() => {}));
    const { emulator, create, invoke } = await startedEmulator({ createEnvironment: environments.create });
    await create();
    const fault = { killEnvironment: true } as const;
    emulator.setFaults([{ action: 'Invoke', nth: 2, do: fault }]);
    expect(echoOf(await invoke()).environment).toBe(1);
    const killed = await invoke({ wait: true });
    expect(killed).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    const { requestId } = killed.$metadata;
    expect(JSON.parse(killed.Payload?.transformToString() ?? '')).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    });
    expect(environments.stopped).toEqual([1]);
    expect(echoOf(await invoke()).environment).toBe(2);
    expect(emulator.calls().slice(1)).toMatchObject([
      { status: 200 },
      { status: 200, fault },
      { status: 200 },
    ]);
  });

  it('kills the environment at its answer, where that comes sooner', async () => {
    const environments = echoEnvironments();
    const { create, invoke } = await startedEmulator({
      createEnvironment: environments.create,
      faults: [{ action: 'Invoke', nth: 1, do: { killEnvironment: true, afterMs: 3_600_000 } }],
    });
    await create();
    expect((await invoke()).FunctionError).toBe('Unhandled');
    expect(environments.stopped).toEqual([1]);
  });

  it('ends the log of a killed invocation with a report that says so', async () => {
    const { lambda, create } = await startedEmulator({
      faults: [{ action: 'Invoke', do: { killEnvironment: true } }],
    });
    await create();
    const { LogResult = '' } = await lambda.send(new InvokeCommand({ FunctionName: 'f', LogType: 'Tail' }));
    expect(Buffer.from(LogResult, 'base64').toString()).toMatch(
      /REPORT RequestId: .*\tStatus: error\tError Type: Runtime\.ExitError\t\n$/,
    );
  });

  it('is refused where it cannot be read, at the start and later', async () => {
    const faults = [{ action: 'GetFunction', do: { killEnvironment: true } }] as const;
    await expect(startedEmulator({ faults })).rejects.toThrow(TypeError);
    const { emulator } = await startedEmulator();
    expect(() => emulator.setFaults(faults)).toThrow('only Invoke has an environment');
  });
});
