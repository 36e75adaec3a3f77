import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { LimitOptions } from '../../../../lib/emulator/emulator.ts';
import { AWS_LIMITS, limitsOf, requestLimitBytes } from '../../../../lib/emulator/lambda/limits.ts';
import { echoEnvironments } from '../../../support/echo-environment.ts';
import { ECHO, startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

const FunctionName = 'f';

/** An emulator with AWS's limits but for those that are given, on a clock that a test moves. */
async function start(limits: LimitOptions = {}) {
  const clock = { nowMs: Date.UTC(2026, 10, 20) };
  const released = Promise.withResolvers<void>();
  const environments = echoEnvironments(released.promise);
  const started = await startedEmulator({
    limits,
    nowMs: () => clock.nowMs,
    createEnvironment: environments.create,
  });
  await started.create();
  return {
    ...started,
    clock,
    environments,
    release: released.resolve,
    reserve: (ReservedConcurrentExecutions: number, name = FunctionName) =>
      started.lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions }),
      ),
  };
}

const throttled = (Reason: string, message: string) => ({
  name: 'TooManyRequestsException',
  Reason,
  message,
  $metadata: { httpStatusCode: 429 },
});
const RATE = throttled('CallerRateLimitExceeded', 'Rate exceeded');

/** How many of so many attempts, one after another, were throttled. */
async function throttledOf(attempts: number, send: () => Promise<unknown>): Promise<number> {
  let refused = 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await send().catch((error) => {
      expect(error).toMatchObject({ name: 'TooManyRequestsException' });
      refused += 1;
    });
  }
  return refused;
}

describe('limitsOf', () => {
  it("takes AWS's, unless another is given, or none", () => {
    expect(limitsOf({})).toEqual(AWS_LIMITS);
    expect(limitsOf({ concurrentExecutions: 10, uploadBytes: false })).toEqual({
      ...AWS_LIMITS,
      concurrentExecutions: 10,
      uploadBytes: Number.POSITIVE_INFINITY,
    });
    expect(Object.values(limitsOf(false)).every((limit) => limit === Number.POSITIVE_INFINITY)).toBe(true);
  });

  it("takes as large a request as AWS's own error says", () => {
    expect(requestLimitBytes(AWS_LIMITS)).toBe(70_167_211);
  });
});

describe('the request rates', () => {
  it('answer 15 control-plane calls a second together, and refuse the others', async () => {
    const { lambda, clock } = await start();
    clock.nowMs += 1000;
    const actions = [
      () => lambda.send(new ListFunctionsCommand()),
      () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
      () => lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 })),
    ];
    for (const action of [1, 2, 3, 4, 5].flatMap(() => actions)) await action();
    for (const action of actions) await expect(action()).rejects.toMatchObject(RATE);
    clock.nowMs += 1000;
    expect(await throttledOf(20, () => lambda.send(new ListFunctionsCommand()))).toBe(5);
  });

  it('answer 100 GetFunction a second, which no other call uses up', async () => {
    const { lambda, clock } = await start();
    const get = () => lambda.send(new GetFunctionCommand({ FunctionName }));
    expect(await throttledOf(103, get)).toBe(3);
    await lambda.send(new ListFunctionsCommand());
    clock.nowMs += 100;
    expect(await throttledOf(11, get)).toBe(1);
  });

  it('do not hold for invocations', async () => {
    const { invoke } = await start();
    expect(await throttledOf(120, () => invoke())).toBe(0);
  });

  it('can be set, and switched off', async () => {
    const { lambda } = await start({ controlPlanePerSecond: 2, getFunctionPerSecond: false });
    expect(await throttledOf(3, () => lambda.send(new ListFunctionsCommand()))).toBe(2);
    expect(await throttledOf(120, () => lambda.send(new GetFunctionCommand({ FunctionName })))).toBe(0);
  });
});

describe('the concurrency', () => {
  it('refuses what goes beyond the account, until an invocation is over', async () => {
    const { invoke, environments, release } = await start({ concurrentExecutions: 2 });
    const running = [invoke({ wait: true }), invoke({ wait: true })];
    await expect.poll(() => environments.started.length).toBe(2);
    await expect(invoke()).rejects.toMatchObject(
      throttled('ConcurrentInvocationLimitExceeded', 'Rate Exceeded.'),
    );
    release();
    await Promise.all(running);
    await invoke();
  });

  it('is shared by all functions without a reservation', async () => {
    const { invoke, create, environments, release } = await start({ concurrentExecutions: 1 });
    await create({ FunctionName: 'g' });
    const running = invoke({ wait: true });
    await expect.poll(() => environments.started.length).toBe(1);
    await expect(invoke({}, 'g')).rejects.toMatchObject({ Reason: 'ConcurrentInvocationLimitExceeded' });
    release();
    await running;
    await invoke({}, 'g');
  });

  it('shows in the settings of the account', async () => {
    const { lambda, reserve } = await start({ concurrentExecutions: 500 });
    await reserve(150);
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
    expect(AccountLimit).toMatchObject({
      ConcurrentExecutions: 500,
      UnreservedConcurrentExecutions: 350,
    });
  });

  it('shows as 1,000 where it is not limited', async () => {
    const { lambda } = await startedEmulator({ limits: false });
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000 });
  });

  it('leaves 100 for functions without a reservation, where the account has so many', async () => {
    const { reserve } = await start({ concurrentExecutions: 150 });
    await expect(reserve(51)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    });
    await reserve(50);
    await reserve(40);
  });

  it('refuses every invocation of a function that reserved none', async () => {
    const { invoke, reserve } = await start();
    await reserve(0);
    await expect(invoke()).rejects.toMatchObject(
      throttled('ReservedFunctionConcurrentInvocationLimitExceeded', 'Rate Exceeded.'),
    );
  });

  it('lets an event wait until there is a place', async () => {
    const { lambda, invoke, environments, release } = await start({ concurrentExecutions: 1 });
    const running = invoke({ wait: true });
    await expect.poll(() => environments.started.length).toBe(1);
    const FunctionName = 'g';
    await lambda.send(new CreateFunctionCommand({ ...ECHO, FunctionName }));
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' }));
    expect(environments.started).toHaveLength(1);
    release();
    await running;
    await expect.poll(() => environments.started.map(({ functionName }) => functionName)).toEqual(['f', 'g']);
  });

  it('forgets a function with its reservation', async () => {
    const { lambda, reserve } = await start();
    await reserve(900);
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
    expect(AccountLimit?.UnreservedConcurrentExecutions).toBe(1000);
  });
});

describe('the scaling rate', () => {
  it('lets each function grow by so many environments every 10 s, and use those that it has', async () => {
    const { create, invoke, clock, environments, release } = await start({ newEnvironmentsPer10Seconds: 2 });
    await create({ FunctionName: 'g' });
    const running = [invoke({ wait: true }), invoke({ wait: true })];
    await expect.poll(() => environments.started.length).toBe(2);
    await expect(invoke()).rejects.toMatchObject(
      throttled('FunctionInvocationRateLimitExceeded', 'Rate Exceeded.'),
    );
    await invoke({}, 'g');
    clock.nowMs += 5000;
    running.push(invoke({ wait: true }));
    await expect.poll(() => environments.started.length).toBe(4);
    await expect(invoke()).rejects.toMatchObject({ Reason: 'FunctionInvocationRateLimitExceeded' });
    release();
    await Promise.all(running);
    await invoke();
    expect(environments.started).toHaveLength(4);
  });
});

describe('the size of an upload', () => {
  it('is limited with the request, not through S3', async () => {
    const { create, s3 } = await start({ uploadBytes: zipped().length });
    const limit = zipped().length;
    const other = zipped({ 'index.mjs': Array.from({ length: 900 }, (_, n) => n).join() });
    expect(other.length).toBeGreaterThan(limit);
    await expect(create({ FunctionName: 'g', Code: { ZipFile: other } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `Zipped size must be smaller than ${limit} bytes`,
    });
    await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'g.zip', Body: other }));
    await create({ FunctionName: 'g', Code: { S3Bucket: 'bucket', S3Key: 'g.zip' } });
  });

  it('is limited for the whole request too', async () => {
    const { create } = await start({ uploadBytes: zipped().length });
    await expect(
      create({ FunctionName: 'g', Code: { ZipFile: new Uint8Array(300_000) } }),
    ).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      message: expect.stringMatching(
        /^Request must be smaller than \d+ bytes for the CreateFunction operation$/,
      ),
      $metadata: { httpStatusCode: 413 },
    });
  });
});

describe('the memory limit of an account', () => {
  it('is refused in the words that a new account gets', async () => {
    const { lambda, create } = await startedEmulator({ limits: false, memoryLimitMB: 3008 });
    const refused = {
      name: 'ValidationException',
      message:
        "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 3008",
      $metadata: { httpStatusCode: 400 },
    };
    await expect(create({ MemorySize: 3009 })).rejects.toMatchObject(refused);
    await create({ MemorySize: 3008 });
    await expect(
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 10_240 })),
    ).rejects.toMatchObject(refused);
  });

  it('does not hold for Managed Instances', async () => {
    const { lambda } = await startedEmulator({ memoryLimitMB: 3008 });
    const CapacityProviderConfig = {
      LambdaManagedInstancesCapacityProviderConfig: {
        CapacityProviderArn: 'arn:aws:lambda:us-east-1:000000000000:capacity-provider:own',
      },
    };
    const created = await lambda.send(
      new CreateFunctionCommand({ ...ECHO, MemorySize: 32_768, CapacityProviderConfig }),
    );
    expect(created).toMatchObject({ MemorySize: 32_768, CapacityProviderConfig });
  });
});
