import { describe, expect, it } from 'vitest';
import type { Decision, OptimizerResult, Plan } from '../../../../lib/contract/index.ts';
import { proposalOf } from '../../../../lib/report/proposal/proposal.ts';
import { decisionWith, planWith } from '../../../support/plan.ts';

const OWNER = { tool: 'cloudformation', stack: 'shop', resource: 'Orders' } as const;
const plan = (mode: Plan['afterwards']['mode'], more: Partial<Plan['afterwards']> = {}) =>
  planWith({ afterwards: { mode, minSaving: 0.05, notify: 'changes', ...more } });
const COMMAND =
  'aws lambda update-function-configuration --region us-east-1 --function-name orders --memory-size 128';
const APPLIED: OptimizerResult = { applied: { memoryMB: 128 }, warnings: [] };
const REFUSED: OptimizerResult = { warnings: [], notApplied: 'it is not sure' };

describe('proposalOf', () => {
  it('says what to run and why it was not applied, where nothing else owns the value', () => {
    expect(proposalOf(plan('propose'), decisionWith(), undefined)).toEqual({
      memoryMB: 128,
      architecture: 'x86_64',
      reason: 'with apply: "propose" nothing is applied',
      change: COMMAND,
    });
    expect(proposalOf(plan('auto'), decisionWith(), REFUSED)).toMatchObject({
      reason: 'it is not sure',
      change: COMMAND,
    });
  });

  it('has an architecture that autoOptimize only proposes', () => {
    const arm = { ...decisionWith().recommendation, architecture: 'arm64' } as const;
    const proposal = proposalOf(plan('always'), decisionWith({ recommendation: arm }), REFUSED);
    expect(proposal).toMatchObject({ architecture: 'arm64', reason: 'it is not sure' });
    expect(proposal?.change).toContain('--architectures arm64');
  });

  it('has the lines of what owns it', () => {
    const proposal = proposalOf(plan('propose', { owner: OWNER }), decisionWith(), undefined);
    expect(proposal?.owner).toEqual(OWNER);
    expect(proposal?.change.split('\n').slice(-2)).toEqual(['    Properties:', '      MemorySize: 128']);
  });

  it.each(['always', 'auto'] as const)('says of what %s applied that a deployment undoes it', (mode) => {
    expect(proposalOf(plan(mode, { owner: OWNER }), decisionWith(), APPLIED)?.reason).toBe(
      'it was applied, and the next deployment with CloudFormation undoes that unless it is changed there too',
    );
    expect(proposalOf(plan(mode), decisionWith(), APPLIED)).toBeUndefined();
  });

  it.each<[string, Plan, Partial<Decision['recommendation']>, OptimizerResult | undefined]>([
    ['nothing was asked for', plan('never'), {}, undefined],
    ['the function has it', plan('propose', { owner: OWNER }), { memoryMB: 1024 }, undefined],
    [
      'it was applied and is what the function had',
      plan('always', { owner: OWNER }),
      { memoryMB: 1024 },
      APPLIED,
    ],
    [
      'it saves less than is worth a change',
      plan('propose'),
      { saving: { costPercent: 4.9, durationPercent: 60 } },
      undefined,
    ],
    [
      'it breaks a limit',
      plan('propose'),
      { limits: { met: false, sure: true, worst: { limit: 'p99Ms', allowed: 1 } } },
      undefined,
    ],
    ['applying failed', plan('auto'), {}, undefined],
  ])('has none where %s', (_, given, recommendation, optimizer) => {
    const decision = decisionWith();
    const decided = { ...decision, recommendation: { ...decision.recommendation, ...recommendation } };
    expect(proposalOf(given, decided, optimizer)).toBeUndefined();
  });

  it('says what an architecture takes beside: of an image another, of code that was given that', () => {
    const arm = { ...decisionWith().recommendation, architecture: 'arm64', memoryMB: 1024 } as const;
    const image = plan('propose', { owner: { tool: 'terraform' } });
    const target = { ...image.target, packageType: 'Image' } as const;
    expect(proposalOf({ ...image, target }, decisionWith({ recommendation: arm }), undefined)?.change).toBe(
      [
        '# the resource "aws_lambda_function" whose function_name is orders',
        '# with an image that is built for arm64',
        'architectures = ["arm64"]',
      ].join('\n'),
    );
    const given = { ...image, code: { arm64: { s3Bucket: 'b', s3Key: 'k' } } };
    expect(proposalOf(given, decisionWith({ recommendation: arm }), undefined)?.change).toContain(
      "# with the code for arm64 that was measured, which is not the function's\n",
    );
  });
});
