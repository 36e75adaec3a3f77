import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OWNER_TOOLS } from '../../../../lib/contract/index.ts';
import { ownerOf } from '../../../../lib/core/applying/owner.ts';

/** CloudFormation's own tags. */
const stack = (name: string, logicalId: string) => ({
  'aws:cloudformation:stack-name': name,
  'aws:cloudformation:stack-id': 'arn:aws:cloudformation:eu-west-1:123456789012:stack/x/1',
  'aws:cloudformation:logical-id': logicalId,
});

describe('ownerOf', () => {
  it.each<[string, Record<string, string>, object]>([
    [
      'CloudFormation',
      stack('orders-prod', 'OrdersFunction'),
      { tool: 'cloudformation', stack: 'orders-prod', resource: 'OrdersFunction' },
    ],
    [
      'SAM, by the tag that it sets',
      { ...stack('orders-prod', 'OrdersFunction'), 'lambda:createdBy': 'SAM' },
      { tool: 'sam', stack: 'orders-prod', resource: 'OrdersFunction' },
    ],
    [
      'the Serverless Framework, by its STAGE and its logical id',
      { ...stack('orders-prod', 'CreateDashOrderLambdaFunction'), STAGE: 'prod' },
      { tool: 'serverless', stack: 'orders-prod', resource: 'CreateDashOrderLambdaFunction' },
    ],
    [
      'CDK, by the end of its logical id',
      stack('Orders', 'OrdersFunction0A19E10E'),
      { tool: 'cdk', stack: 'Orders', resource: 'OrdersFunction0A19E10E' },
    ],
    [
      'CDK, by what somebody wrote of its stack',
      { ...stack('Orders', 'Orders'), 'managed-by': 'AWS CDK' },
      { tool: 'cdk', stack: 'Orders', resource: 'Orders' },
    ],
    ['SAM without a stack', { 'lambda:createdBy': 'sam' }, { tool: 'sam' }],
    ['Terraform, by a flag', { Terraform: 'true' }, { tool: 'terraform' }],
    ['Terraform, by ManagedBy', { ManagedBy: 'Terraform' }, { tool: 'terraform' }],
    ['Terraform, by managed_by', { managed_by: 'terraform-cloud' }, { tool: 'terraform' }],
    ['Terraform, by its workspace', { TerraformWorkspace: 'prod' }, { tool: 'terraform' }],
    ['Terraform, by a key of tf', { 'tf-module': 'orders' }, { tool: 'terraform' }],
    ['OpenTofu', { provisioner: 'OpenTofu' }, { tool: 'terraform' }],
    [
      'Pulumi, with its project and stack',
      { 'pulumi:Project': 'orders', 'pulumi:Stack': 'prod' },
      { tool: 'pulumi', stack: 'orders/prod' },
    ],
    ['Pulumi, by a claim', { 'Managed By': 'pulumi' }, { tool: 'pulumi' }],
    ['SST, which deploys with Pulumi', { 'sst:app': 'shop', 'sst:stage': 'prod' }, { tool: 'pulumi' }],
    ['the Serverless Framework, by a claim', { 'deployed-with': 'Serverless' }, { tool: 'serverless' }],
  ])('tells %s', (_, tags, owner) => {
    expect(ownerOf(tags)).toEqual(owner);
  });

  it.each<[string, Record<string, string>]>([
    ['no tags', {}],
    ['tags of something else', { team: 'orders', Name: 'orders', environment: 'prod', STAGE: 'prod' }],
    ['somebody who is called Sam', { 'created-by': 'Sam', owner: 'sam' }],
    ['a team', { 'managed-by': 'serverless-team' }],
    ['a no', { terraform: 'false', 'tf-managed': 'no', pulumi: 'none' }],
    ['a stack without a name', { 'aws:cloudformation:stack-name': ' ' }],
    ['a word that begins alike', { tfl: 'x', 'transform-job': 'terraform' }],
  ])('tells none from %s', (_, tags) => {
    expect(ownerOf(tags)).toBeUndefined();
  });

  it('believes CloudFormation before what people write', () => {
    const claims = { ManagedBy: 'Terraform', 'pulumi:stack': 'prod' };
    expect(ownerOf({ ...stack('orders', 'Orders'), ...claims })?.tool).toBe('cloudformation');
  });

  it('takes Terraform of several claims, in whatever order they came', () => {
    const tags = [
      ['provisioner', 'pulumi'],
      ['managed-by', 'terraform'],
    ] as const;
    expect(ownerOf(Object.fromEntries(tags))?.tool).toBe('terraform');
    expect(ownerOf(Object.fromEntries([...tags].reverse()))?.tool).toBe('terraform');
  });

  it('takes a date at the end of a logical id for a date', () => {
    expect(ownerOf(stack('orders', 'Orders20240131'))?.tool).toBe('cloudformation');
  });

  it('takes a stage in a stack of somebody else for a stage', () => {
    expect(ownerOf({ ...stack('orders-prod', 'Orders'), stage: 'prod' })?.tool).toBe('cloudformation');
  });

  it('keeps names as they are, however odd', () => {
    const odd = 'a: "b"\n# ``` \u2028\u{24}{x}';
    expect(ownerOf(stack(odd, '__proto__'))).toEqual({
      tool: 'cloudformation',
      stack: odd.trim(),
      resource: '__proto__',
    });
  });

  it('answers whatever tags there are, with a tool that it knows', () => {
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'terraform', 'ManagedBy', 'aws:cloudformation:stack-name'),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.string()), (tags) => {
        const owner = ownerOf(tags);
        if (owner !== undefined) expect(OWNER_TOOLS).toContain(owner.tool);
      }),
      { seed: 1 },
    );
  });
});
