import { GetAliasCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { account } from './support/account.ts';
import { connectDeployment } from './support/deployment.ts';
import { CONTEXT, OPTIMIZABLE, STACK } from './support/facts.ts';
import { stateOf } from './support/target.ts';

/** 128 MB is the cheapest on x86_64, and cheaper still on arm64. */
const SAYS = {
  initMs: 150,
  durationsMs: {
    x86_64: { 128: [50], 256: [45], 512: [40] },
    arm64: { 128: [40], 256: [40], 512: [40] },
  },
};
const INPUT = { powerValues: [128, 256], num: 5, autoOptimize: true };

const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});
const policySchema = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown() }),
    ),
  }),
});

const deployed = connectDeployment();

describe('the answer of the deployed stack', () => {
  it('is applied to a function that the stack may change, and to nothing else of it', async () => {
    await deployed.create(OPTIMIZABLE, SAYS);
    const before = await stateOf(deployed.lambda, OPTIMIZABLE);
    const result = await deployed.tune({ ...INPUT, lambdaARN: OPTIMIZABLE, autoOptimizeAlias: 'live' });
    expect(result.power).toBe(128);
    expect(result.applied).toEqual({ memoryMB: 128, alias: 'live', version: '1' });

    const after = await stateOf(deployed.lambda, OPTIMIZABLE);
    const { LastModified, RevisionId } = after.Configuration ?? {};
    expect(after.Configuration).toEqual({
      ...before.Configuration,
      MemorySize: 128,
      LastModified,
      RevisionId,
    });
    expect(after.Tags).toEqual(before.Tags);
    expect(after.Versions?.map(({ Version, MemorySize }) => [Version, MemorySize])).toEqual([
      ['$LATEST', 128],
      ['1', 128],
    ]);
    const alias = new GetAliasCommand({ FunctionName: OPTIMIZABLE, Name: 'live' });
    expect((await deployed.lambda.send(alias)).FunctionVersion).toBe('1');
    expect(await deployed.probes()).toEqual([]);
  });

  it('is applied with its architecture', async () => {
    await deployed.create(OPTIMIZABLE, SAYS);
    const executionArn = await deployed.start({
      ...INPUT,
      lambdaARN: OPTIMIZABLE,
      architectures: ['x86_64', 'arm64'],
    });
    const { status } = await deployed.end(executionArn);
    expect(await deployed.probes()).toEqual([]);
    const { Configuration } = await stateOf(deployed.lambda, OPTIMIZABLE);
    expect(Configuration?.Architectures).toEqual(['arm64']);
    expect(Configuration?.MemorySize).toBe(128);
    expect(status).toBe('SUCCEEDED');
  });

  it('is not applied to a function that the stack may not change', async () => {
    await deployed.create('not-optimizable', SAYS);
    const executionArn = await deployed.start({ ...INPUT, lambdaARN: 'not-optimizable' });
    const { status } = await deployed.end(executionArn);
    expect(status).toBe('FAILED');
    const { Configuration } = await stateOf(deployed.lambda, 'not-optimizable');
    expect(Configuration?.MemorySize).toBe(512);
  });

  it('may be applied to what the deployment was told, and to no other function', async () => {
    const { Resources } = templateSchema.parse(await account(deployed.facts, 'template', STACK));
    const statements = Object.entries(Resources)
      .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.includes('Optimizer'))
      .flatMap(([, { Properties }]) => policySchema.parse(Properties).PolicyDocument.Statement);
    const changing = statements.filter(({ Action }) =>
      [Action].flat().includes('lambda:UpdateFunctionConfiguration'),
    );
    const arn = CONTEXT.optimizable;
    expect(changing.map(({ Resource }) => Resource)).toEqual([[arn, `${arn}:*`]]);
  });
});
