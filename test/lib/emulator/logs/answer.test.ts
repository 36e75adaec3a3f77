import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteFunctionCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { createEnvironments } from '../../../../lib/emulator/environment/index.ts';
import { echoEnvironments } from '../../../support/echo-environment.ts';
import { replayPackage, steady } from '../../../support/replay.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

const OWN = '/aws/lambda/f';
const DAY_MS = 86_400_000;

async function start(options: Parameters<typeof startedEmulator>[0] = {}) {
  const started = await startedEmulator(options);
  const { logs } = started;
  return {
    ...started,
    messages: async (logGroupName = OWN, filterPattern?: string) => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
      return events.map(({ message }) => message);
    },
    groups: async () => {
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand());
      return logGroups.map(({ logGroupName }) => logGroupName);
    },
  };
}

describe('an invocation', () => {
  it('writes its log, and makes the group for it', async () => {
    const { create, invoke, messages, groups } = await start();
    await create();
    expect(await groups()).toEqual([]);
    const { $metadata } = await invoke({ log: 'printed' });
    expect(await groups()).toEqual([OWN]);
    const id = $metadata.requestId;
    expect(await messages()).toEqual([
      `START RequestId: ${id}\n`,
      'printed\n',
      `END RequestId: ${id}\n`,
      expect.stringMatching(`^REPORT RequestId: ${id}\tDuration: 10.5 ms\t`),
    ]);
  });

  it('makes the group again that was deleted, as one does that is still under way', async () => {
    const released = Promise.withResolvers<void>();
    const environments = echoEnvironments(released.promise);
    const { create, invoke, groups, lambda, logs } = await start({ createEnvironment: environments.create });
    await create();
    await invoke();
    const late = invoke({ wait: true });
    await expect.poll(() => environments.started.length).toBe(1);
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'f' }));
    await logs.send(new DeleteLogGroupCommand({ logGroupName: OWN }));
    expect(await groups()).toEqual([]);
    released.resolve();
    await late;
    expect(await groups()).toEqual([OWN]);
  });

  it('logs into the group that the function has now', async () => {
    const { create, invoke, lambda, messages, groups } = await start();
    await create({ LoggingConfig: { LogGroup: 'shared' } });
    await invoke({ log: 'before' });
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'f', LoggingConfig: { LogGroup: 'other' } }),
    );
    await invoke({ log: 'after' });
    expect(await groups()).toEqual(['other', 'shared']);
    expect(await messages('shared', '"before"')).toHaveLength(1);
    expect(await messages('shared', '"after"')).toEqual([]);
    expect(await messages('other', '"after"')).toHaveLength(1);
  });

  it('logs that its environment was killed', async () => {
    const { create, invoke, messages } = await start({
      faults: [{ action: 'Invoke', do: { killEnvironment: true } }],
    });
    await create();
    const { $metadata } = await invoke();
    const log = (await messages(OWN, `"${$metadata.requestId}"`)).join('');
    expect(log).toMatch(/^REPORT .*\tStatus: error\tError Type: Runtime\.ExitError\t$/m);
  });

  it('logs into one stream for each environment', async () => {
    const { create, invoke, logs } = await start({ createEnvironment: createEnvironments().create });
    await create({ Code: { ZipFile: zipped(replayPackage({ x86_64: [steady(128, 5)] })) } });
    await invoke();
    await invoke();
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: OWN }));
    const streams = new Set(events.map(({ logStreamName }) => logStreamName));
    expect(events).toHaveLength(6);
    expect([...streams]).toEqual([expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/)]);
  });

  it('is not found any more when its time to be kept is over', async () => {
    let nowMs = Date.UTC(2026, 10, 20);
    const { create, invoke, logs, messages } = await start({ nowMs: () => nowMs });
    await create();
    await invoke({ log: 'old' });
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: OWN, retentionInDays: 1 }));
    nowMs += DAY_MS;
    await invoke({ log: 'new' });
    expect(await messages(OWN, '"old"')).toHaveLength(1);
    nowMs += 1;
    expect(await messages(OWN, '"old"')).toEqual([]);
    expect(await messages(OWN, '"new"')).toHaveLength(1);
  });
});

describe('CloudWatch Logs', () => {
  it('is recorded by the group that a call is about, and goes wrong as it is told to', async () => {
    const throttled = { error: { name: 'ThrottlingException', message: 'Rate exceeded', status: 400 } };
    const { emulator, logs } = await start({
      faults: [{ service: 'logs', action: 'DeleteLogGroup', resource: 'shared', nth: 1, do: throttled }],
    });
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'shared/one' }));
    const remove = () => logs.send(new DeleteLogGroupCommand({ logGroupName: 'shared/one' }));
    await expect(remove()).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    await remove();
    await logs.send(new DescribeLogGroupsCommand());
    const service = 'logs';
    const resource = 'shared/one';
    expect(emulator.calls()).toEqual([
      { service, action: 'CreateLogGroup', resource, status: 200 },
      { service, action: 'DeleteLogGroup', resource, status: 400, fault: throttled },
      { service, action: 'DeleteLogGroup', resource, status: 200 },
      { service, action: 'DescribeLogGroups', status: 200 },
    ]);
  });

  it("refuses what it doesn't model", async () => {
    const { logs } = await start();
    const logGroupName = 'shared';
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    const refusals = [
      logs.send(new DescribeLogStreamsCommand({ logGroupName })),
      logs.send(new CreateLogGroupCommand({ logGroupName: 'other', kmsKeyId: 'key' })),
      logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: 'ERROR' })),
      logs.send(new FilterLogEventsCommand({ logGroupName, logStreamNamePrefix: '2026' })),
    ];
    for (const refusal of refusals) await expect(refusal).rejects.toMatchObject({ name: 'NotModelled' });
  });
});
