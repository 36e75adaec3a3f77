import { describe, expect, it } from 'vitest';
import { outOfMoney, outOfTime } from '../../../../lib/aws/measure/cut-short.ts';
import type { Digest, Work } from '../../../../lib/contract/index.ts';
import { addFailure } from '../../../../lib/core/digest/digest.ts';
import { mergeDigests } from '../../../../lib/core/digest/merge.ts';
import { digestOf, planOf, warmDigest, x86 } from '../../core/analysis/runs.ts';

const CANDIDATE = x86(512);
const plan = planOf([CANDIDATE], { candidateTimeoutSeconds: 60 });
const first: Work = { ...CANDIDATE, samples: 8 };
const afterPilot: Work = { ...first, earlier: { killed: 0, calls: 1 } };
const later: Work = { ...first, earlier: { killed: 0, calls: 1, measured: true } };
const before = warmDigest(CANDIDATE, 10, 11, 12);

describe.each([
  ['outOfTime', outOfTime, 'candidateTimeoutSeconds (60) passed after 4 of 8 invocations', {}],
  [
    'outOfMoney',
    outOfMoney,
    'its share of maxCostUsd was spent after 4 of 8 invocations',
    { costLimited: { made: 4, asked: 8 } },
  ],
] as const)('%s', (_, cutShort, reason, more) => {
  const few = warmDigest(CANDIDATE, 10, 11, 12, 13);

  it.each([
    ['in its first round', first],
    ['after a pilot', afterPilot],
  ])('fails with fewer than five samples %s', (_, work) => {
    expect(cutShort(plan, work, few)).toEqual({ ...few, status: 'failed', reason, ...more });
  });

  it('is measured from five samples on', () => {
    const enough = warmDigest(CANDIDATE, 10, 11, 12, 13, 14);
    expect(cutShort(plan, first, enough)).toMatchObject({ status: 'measured' });
  });

  it('stays measured by earlier rounds, however little came of this one', () => {
    expect(mergeDigests(before, cutShort(plan, later, few))).toMatchObject({
      status: 'measured',
      reason,
      invocations: 7,
      ...more,
    });
    const none = { ...digestOf(CANDIDATE, []), status: 'failed' as const, reason: 'none gave a sample' };
    expect(mergeDigests(before, cutShort(plan, later, none)).status).toBe('measured');
  });

  it('fails where too many of all invocations failed', () => {
    const none: Digest = { ...digestOf(CANDIDATE, []), invocations: 2, status: 'failed' };
    const once = addFailure(none, 'timeout', 'task timed out');
    const failing = addFailure(once, 'timeout', 'task timed out');
    expect(mergeDigests(before, cutShort(plan, later, failing))).toMatchObject({
      status: 'failed',
      reason: '2 of 5 invocations failed: timeout: task timed out',
    });
  });

  it('is not measurable where what came means nothing', () => {
    const not = { ...digestOf(CANDIDATE, []), status: 'not-measurable' as const, reason: 'no curve' };
    for (const work of [first, later]) {
      expect(mergeDigests(before, cutShort(plan, work, not))).toMatchObject({
        status: 'not-measurable',
        reason: 'no curve',
      });
    }
  });
});
