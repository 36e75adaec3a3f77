import {
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { echoEnvironments } from '../../../support/echo-environment.ts';
import { echoOf, startedEmulator } from '../../../support/started-emulator.ts';
import { zippedAgain } from '../../../support/zipped.ts';

const FunctionName = 'f';
const PENDING = {
  name: 'ResourceConflictException',
  message:
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
  $metadata: { httpStatusCode: 409 },
};
const UPDATING = {
  name: 'ResourceConflictException',
  message:
    'The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:us-east-1:000000000000:function:f',
  $metadata: { httpStatusCode: 409 },
};

/** An emulator with AWS's delays, on a clock that a test moves. */
async function start() {
  const clock = { nowMs: Date.UTC(2026, 10, 20) };
  const environments = echoEnvironments();
  const started = await startedEmulator({
    delays: 1,
    nowMs: () => clock.nowMs,
    createEnvironment: environments.create,
  });
  const { lambda } = started;
  return {
    ...started,
    clock,
    environments,
    configuration: (Qualifier?: string) =>
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier })),
    update: (MemorySize: number, RevisionId?: string) =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize, RevisionId })),
    updateCode: () => lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zippedAgain() })),
    publish: () => lambda.send(new PublishVersionCommand({ FunctionName })),
    remove: (Qualifier?: string) => lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier })),
  };
}

/** The same, with a function that is Active. */
async function startActive(input: Parameters<Awaited<ReturnType<typeof start>>['create']>[0] = {}) {
  const started = await start();
  await started.create(input);
  started.clock.nowMs += 2000;
  return started;
}

describe('a new function', () => {
  it('is Pending for two seconds, and changes its revision when it is Active', async () => {
    const { create, clock, configuration } = await start();
    expect(await create()).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating' });
    clock.nowMs += 1999;
    const pending = await configuration();
    expect(pending.State).toBe('Pending');
    clock.nowMs += 1;
    const active = await configuration();
    expect(active).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
    expect(active.RevisionId).not.toBe(pending.RevisionId);
  });

  it('refuses to be invoked, changed, published or deleted while it is Pending', async () => {
    const { create, invoke, update, updateCode, publish, remove, clock } = await start();
    await create();
    for (const attempt of [invoke, () => update(256), updateCode, publish, () => remove()]) {
      await expect(attempt()).rejects.toMatchObject(PENDING);
    }
    clock.nowMs += 2000;
    await invoke();
    await publish();
    await updateCode();
    await remove();
  });
});

describe('an update', () => {
  it('is in progress for a second, and changes the revision twice', async () => {
    const { update, configuration, clock } = await startActive();
    const before = await configuration();
    expect(await update(256)).toMatchObject({ MemorySize: 256, LastUpdateStatus: 'InProgress' });
    clock.nowMs += 999;
    const during = await configuration();
    expect(during).toMatchObject({ State: 'Active', LastUpdateStatus: 'InProgress', MemorySize: 256 });
    clock.nowMs += 1;
    const after = await configuration();
    expect(after.LastUpdateStatus).toBe('Successful');
    expect(new Set([before, during, after].map(({ RevisionId }) => RevisionId)).size).toBe(3);
  });

  it('lets nothing else change or publish the function meanwhile', async () => {
    const { update, updateCode, publish, clock } = await startActive();
    await updateCode();
    for (const attempt of [() => update(256), updateCode, publish]) {
      await expect(attempt()).rejects.toMatchObject(UPDATING);
    }
    clock.nowMs += 1000;
    await update(256);
    clock.nowMs += 1000;
    await publish();
  });

  it('leaves the function before it in use until it is done, then retires it', async () => {
    const { update, invoke, configuration, clock, environments } = await startActive();
    await invoke();
    await update(256);
    expect(echoOf(await invoke())).toMatchObject({ memoryMB: 128, environment: 1 });
    expect(environments.stopped).toEqual([]);
    clock.nowMs += 1000;
    await configuration();
    expect(environments.stopped).toEqual([1]);
    expect(echoOf(await invoke())).toMatchObject({ memoryMB: 256, environment: 2 });
  });

  it('refuses the revision that it had while it was in progress, once it is done', async () => {
    const { update, configuration, clock } = await startActive();
    const { RevisionId } = await update(256);
    clock.nowMs += 1000;
    await expect(update(512, RevisionId)).rejects.toMatchObject({ name: 'PreconditionFailedException' });
    await update(512, (await configuration()).RevisionId);
  });

  it('ends both environments when the function is deleted in the middle', async () => {
    const { update, invoke, remove, environments } = await startActive();
    await invoke();
    await update(256);
    await invoke();
    await remove();
    expect(environments.stopped).toEqual([1]);
  });

  it('publishes what it changed, not what is still in use, when asked to', async () => {
    const { lambda, clock } = await startActive();
    const updated = await lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zippedAgain(), Publish: true }),
    );
    expect(updated).toMatchObject({ Version: '1', State: 'Pending' });
    clock.nowMs += 2000;
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: '1' }));
    expect(Configuration).toMatchObject({ CodeSize: zippedAgain().length, State: 'Active' });
  });
});

describe('a published version', () => {
  it('is Pending at first, and neither invoked nor deleted then', async () => {
    const { lambda, publish, remove, clock } = await startActive();
    expect(await publish()).toMatchObject({ Version: '1', State: 'Pending' });
    const invokeVersion = () => lambda.send(new InvokeCommand({ FunctionName, Qualifier: '1' }));
    await expect(invokeVersion()).rejects.toMatchObject(PENDING);
    await expect(remove('1')).rejects.toMatchObject(PENDING);
    clock.nowMs += 2000;
    expect((await invokeVersion()).ExecutedVersion).toBe('1');
    await remove('1');
  });

  it('leaves $LATEST in use', async () => {
    const { publish, invoke } = await startActive();
    await publish();
    expect((await invoke()).ExecutedVersion).toBe('$LATEST');
  });
});

describe('SnapStart', () => {
  const snapStart = { Runtime: 'python3.13', SnapStart: { ApplyOn: 'PublishedVersions' } } as const;

  it('is on for published versions only, which are restored', async () => {
    const { publish, configuration, invoke, lambda, clock, environments } = await startActive(snapStart);
    await publish();
    clock.nowMs += 120_000;
    const on = { ApplyOn: 'PublishedVersions', OptimizationStatus: 'On' };
    expect((await configuration('1')).SnapStart).toEqual(on);
    expect((await configuration()).SnapStart).toEqual({ ...on, OptimizationStatus: 'Off' });
    await invoke();
    await lambda.send(new InvokeCommand({ FunctionName, Qualifier: '1' }));
    expect(environments.started.map(({ snapStart: restored }) => restored)).toEqual([undefined, true]);
  });

  it('keeps a version Pending for two minutes, and says so in its own words', async () => {
    const { publish, lambda, clock, configuration } = await startActive(snapStart);
    await publish();
    clock.nowMs += 119_999;
    expect((await configuration('1')).State).toBe('Pending');
    await expect(lambda.send(new InvokeCommand({ FunctionName, Qualifier: '1' }))).rejects.toMatchObject({
      name: 'SnapStartNotReadyException',
      $metadata: { httpStatusCode: 409 },
    });
    clock.nowMs += 1;
    expect((await configuration('1')).State).toBe('Active');
  });

  it('takes the snapshot of a version that is published with the function, while $LATEST is created', async () => {
    const { create, configuration, invoke, lambda, clock } = await start();
    expect(await create({ ...snapStart, Publish: true })).toMatchObject({ Version: '1', State: 'Pending' });
    clock.nowMs += 2000;
    expect((await configuration()).State).toBe('Active');
    await invoke();
    const first = { FunctionName, Qualifier: '1' };
    const { Configuration } = await lambda.send(new GetFunctionCommand(first));
    expect(Configuration).toMatchObject({ Version: '1', State: 'Pending', StateReasonCode: 'Creating' });
    await expect(lambda.send(new InvokeCommand(first))).rejects.toMatchObject({
      name: 'SnapStartNotReadyException',
    });
    clock.nowMs += 118_000;
    expect((await lambda.send(new InvokeCommand(first))).ExecutedVersion).toBe('1');
  });

  it('makes version 2 of a change while the snapshot of version 1 is still taken', async () => {
    const { create, configuration, update, publish, clock } = await start();
    await create({ ...snapStart, Publish: true });
    clock.nowMs += 2000;
    await update(256);
    clock.nowMs += 1000;
    expect(await publish()).toMatchObject({ Version: '2', State: 'Pending', MemorySize: 256 });
    clock.nowMs += 117_000;
    expect(await configuration('1')).toMatchObject({ State: 'Active', MemorySize: 128 });
    expect((await configuration('2')).State).toBe('Pending');
    clock.nowMs += 3000;
    expect(await configuration('2')).toMatchObject({ State: 'Active', MemorySize: 256 });
  });

  it("is waited for by the SDK's own waiter", async () => {
    const { create, lambda, clock, emulator } = await start();
    await create({ ...snapStart, Publish: true });
    const waiting = waitUntilPublishedVersionActive(
      { client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { FunctionName, Qualifier: '1' },
    );
    const looks = () => emulator.calls().filter(({ action }) => action === 'GetFunctionConfiguration');
    await expect.poll(() => looks().length).toBe(1);
    clock.nowMs += 120_000;
    expect((await waiting).state).toBe('SUCCESS');
    expect(looks()).toHaveLength(2);
  });

  it('is switched off by an update, for the versions that come after it', async () => {
    const { lambda, publish, configuration, clock } = await startActive(snapStart);
    await publish();
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, SnapStart: { ApplyOn: 'None' } }),
    );
    clock.nowMs += 1000;
    await publish();
    clock.nowMs += 120_000;
    const off = { ApplyOn: 'None', OptimizationStatus: 'Off' };
    expect((await configuration('2')).SnapStart).toEqual(off);
    expect((await configuration('1')).SnapStart?.OptimizationStatus).toBe('On');
  });
});
