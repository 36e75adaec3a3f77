import { describe, expect, it } from 'vitest';
import { ARCHITECTURES } from '../../../lib/contract/index.ts';
import { failureAfterDecision, madeBy } from '../../../lib/report/failure.ts';
import { reportResult } from '../../../lib/report/result.ts';
import { decisionWith, planWith } from '../../support/plan.ts';

const cause = JSON.stringify({
  errorType: 'ProbesLeft',
  errorMessage: '1 of 2 probes could not be deleted',
  trace: [],
});

describe('failureAfterDecision', () => {
  it('carries the recommendation, the message and what may be left', () => {
    const plan = planWith();
    const output = reportResult(plan, decisionWith(), undefined, new Date());
    const failure = failureAfterDecision(
      plan,
      output,
      { stage: 'Cleaner', Error: 'ProbesLeft', Cause: cause },
      madeBy(plan),
    );
    expect(failure.error).toBe('ProbesLeft');
    expect(JSON.parse(failure.cause)).toEqual({
      message: 'the Cleaner failed: 1 of 2 probes could not be deleted',
      left: ['power-tuner-probe-0123456789-x86_64-128', 'power-tuner-probe-0123456789-x86_64-1024'],
      recommendation: output.recommendation,
    });
  });

  it('says that nothing was applied where cleaning up failed before it, and names what to do', () => {
    const plan = planWith({ apply: true });
    const output = reportResult(plan, decisionWith(), undefined, new Date());
    const failure = failureAfterDecision(
      plan,
      output,
      { stage: 'Cleaner', Error: 'ProbesLeft', Cause: cause },
      madeBy(plan),
    );
    expect(JSON.parse(failure.cause).message).toBe(
      'the Cleaner failed: 1 of 2 probes could not be deleted. Nothing was applied: apply the recommendation by hand, or start the execution again',
    );
  });

  it('names versions of the target where it was measured in place', () => {
    const plan = planWith({ isolation: 'in-place' });
    expect(madeBy(plan)).toEqual([`versions of ${plan.target.functionArn}`]);
  });

  it('leaves nothing behind when it was the answer that could not be applied', () => {
    const plan = planWith();
    const output = reportResult(plan, decisionWith(), undefined, new Date());
    const failure = failureAfterDecision(
      plan,
      output,
      { stage: 'Optimizer', Error: 'NotApplied', Cause: 'no JSON at all' },
      [],
    );
    expect(JSON.parse(failure.cause)).toMatchObject({
      message: 'the Optimizer failed: no JSON at all',
      left: [],
    });
  });

  it('stays under the 32 KiB of a Cause, however many candidates and however long the message', () => {
    const candidates = ARCHITECTURES.flatMap((architecture) =>
      Array.from({ length: 1000 }, (_, index) => ({ architecture, memoryMB: 128 + index })),
    );
    const plan = planWith({ candidates, apply: true });
    const ties = candidates.slice(1);
    // Each is dearer and faster than the one before: all are on the Pareto front.
    const averages = candidates.map((candidate, index) => ({
      ...candidate,
      cost: (index + 1) * 1e-7,
      duration: 5000 - index,
    }));
    const decision = decisionWith({ averages, recommendation: { ...decisionWith().recommendation, ties } });
    const output = reportResult(plan, decision, undefined, new Date());
    const failure = failureAfterDecision(
      plan,
      output,
      { stage: 'Cleaner', Error: 'ProbesLeft', Cause: 'x'.repeat(40_000) },
      madeBy(plan),
    );
    expect(Buffer.byteLength(failure.cause)).toBeLessThan(32 * 1024);
    expect(JSON.parse(failure.cause).recommendation.memoryMB).toBe(128);
    expect(JSON.parse(failure.cause).message).toContain('Nothing was applied');
  });
});
