import {
  CreateAliasCommand,
  type CreateFunctionCommandInput,
  GetFunctionConfigurationCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { beginCanary, readyCanary } from '../../../../lib/aws/canary/begin.ts';
import { settingsHash } from '../../../../lib/aws/configuration-hash.ts';
import { readLatest } from '../../../../lib/aws/latest.ts';
import { type CanaryPlan, canaryPlanSchema, type Plan } from '../../../../lib/contract/index.ts';
import { planWith } from '../../../support/plan.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

/** `f` with 256 MB, published as version 1, to which `live` points; then changed; and the plan of a run of $LATEST. */
async function aliased(
  changes: Partial<UpdateFunctionConfigurationCommandInput> = {},
  first: Partial<CreateFunctionCommandInput> = {},
  code?: Uint8Array,
) {
  const begun: CanaryPlan[] = [];
  const { create, lambda, states } = await startedEmulator({
    targets: {
      AWSStepFunctions: async (_, body) => {
        begun.push(canaryPlanSchema.parse(JSON.parse((body as { readonly input: string }).input)));
        return { executionArn: 'arn:canary', startDate: 0 };
      },
    },
  });
  await create({ MemorySize: 256, Architectures: ['x86_64'], ...first, Publish: true });
  await lambda.send(new CreateAliasCommand({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' }));
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', ...changes }));
  if (code !== undefined) {
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: code }));
  }
  const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }));
  const { CodeSha256 = '', FunctionArn = '', MemorySize = 0 } = configuration;
  const base = planWith();
  const plan: Plan = {
    ...base,
    target: {
      ...base.target,
      functionArn: FunctionArn,
      functionName: 'f',
      codeSha256: CodeSha256,
      settingsSha256: settingsHash(configuration),
    },
    baseline: { architecture: 'x86_64', memoryMB: MemorySize },
    applyAlias: 'live',
    afterwards: { ...base.afterwards, canary: { share: 0.1, minutes: 30, invocations: 50 } },
  };
  const machine = { states, stateMachineArn: 'arn:aws:states:us-east-1:0:stateMachine:canary' };
  return {
    ready: () => readyCanary(lambda, plan, machine),
    /** What the canary is told, after the function was given another memory size. */
    async begin(): Promise<CanaryPlan | undefined> {
      const ready = await readyCanary(lambda, plan, machine);
      if (ready === undefined) throw new TypeError('there is no alias');
      const before = await readLatest(lambda, 'f');
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', MemorySize: 512 }));
      await beginCanary(
        lambda,
        plan,
        ready,
        { latest: await readLatest(lambda, 'f'), before, chosen: { saving: SAVING } },
        () => undefined,
      );
      return begun[0];
    },
    publish: () => lambda.send(new PublishVersionCommand({ FunctionName: 'f' })),
  };
}

const SAVING = {
  costPercent: 45,
  durationPercent: 45,
  costPercentInterval: { low: 40, high: 50 },
  durationPercentInterval: { low: 40, high: 50 },
};
const NOTHING = {};

describe('what a canary is told of the promise', () => {
  it('is what the run found, where the alias points to what was the current configuration', async () => {
    const { begin } = await aliased();
    expect(await begin()).toMatchObject({
      old: { version: '1', memoryMB: 256 },
      new: { version: '2', memoryMB: 512 },
      promised: { cost: expect.closeTo(0.6, 12), duration: expect.closeTo(0.6, 12) },
    });
  });

  it.each<[string, Parameters<typeof aliased>]>([
    ['another memory size', [{ MemorySize: 1024 }]],
    ['another runtime', [{ Runtime: 'nodejs22.x' }]],
    ['other code', [{}, {}, zipped({ 'index.mjs': '// newer' })]],
  ])('is nothing where the alias points to a version with %s: that was not compared', async (_, given) => {
    const { begin } = await aliased(...given);
    expect((await begin())?.promised).toEqual(NOTHING);
  });
});

describe('readyCanary', () => {
  const QUIET = { LogFormat: 'JSON', SystemLogLevel: 'WARN' } as const;
  const LOUD = { LogFormat: 'JSON', SystemLogLevel: 'INFO' } as const;
  const QUEUE = { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead' };

  it.each<[string, Parameters<typeof aliased>, RegExp]>([
    ['execution role', [{ Role: 'arn:aws:iam::000000000000:role/other' }], /another execution role/],
    ['dead-letter queue', [{ DeadLetterConfig: QUEUE }], /another dead-letter queue/],
  ])('refuses versions with another %s, which Lambda lets no alias have', async (_, given, why) => {
    const { ready } = await aliased(...given);
    await expect(ready()).rejects.toMatchObject({ name: 'NotApplied', message: expect.stringMatching(why) });
  });

  it.each<[string, Parameters<typeof aliased>]>([
    ['the new version', [{ LoggingConfig: QUIET }]],
    ['the old version', [{ LoggingConfig: LOUD }, { LoggingConfig: QUIET }]],
  ])('refuses a log without reports of %s', async (_, given) => {
    const { ready } = await aliased(...given);
    await expect(ready()).rejects.toMatchObject({
      name: 'NotApplied',
      message: expect.stringMatching(/SystemLogLevel is WARN .* Nothing was changed/),
    });
  });

  it('takes versions that differ in nothing that matters to an alias', async () => {
    const { ready } = await aliased({
      LoggingConfig: LOUD,
      Timeout: 10,
      DeadLetterConfig: { TargetArn: '' },
    });
    expect(await ready()).toMatchObject({ alias: 'live', old: { version: '1' } });
  });
});
