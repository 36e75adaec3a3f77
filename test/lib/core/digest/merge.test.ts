import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Digest, digestSchema } from '../../../../lib/contract/index.ts';
import { addFailure, appendSamples, emptyDigest } from '../../../../lib/core/digest/digest.ts';
import { mergeDigests } from '../../../../lib/core/digest/merge.ts';
import { unpackStrata } from '../../../../lib/core/digest/strata.ts';
import { cold, digestOf, warm, warmDigest, x86 } from '../analysis/runs.ts';
import { arbitrarySamples } from './arbitrary-samples.ts';

const CANDIDATE = x86(512);

function failing(count: number, more: Partial<Digest> = {}): Digest {
  let digest = digestOf(CANDIDATE, [], { invocations: count, billedMs: 3000 * count, ...more });
  for (let index = 0; index < count; index++) digest = addFailure(digest, 'timeout', 'task timed out');
  return digest;
}

describe('mergeDigests', () => {
  it('counts everything that both rounds made, once', () => {
    const earlier = addFailure(
      digestOf(CANDIDATE, [cold(10, 300)], {
        invocations: 2,
        billedMs: 3310,
        calls: 2,
        maxMemoryUsedMB: 90,
        repeatedInits: 1,
      }),
      'timeout',
      'first',
    );
    const later = addFailure(
      digestOf(
        CANDIDATE,
        Array.from({ length: 50 }, () => warm(12)),
        {
          invocations: 51,
          billedMs: 3600,
          calls: 3,
          maxMemoryUsedMB: 80,
        },
      ),
      'timeout',
      'second',
    );
    const merged = mergeDigests(earlier, later);
    expect(digestSchema.parse(merged)).toEqual(merged);
    expect(merged).toMatchObject({
      ...CANDIDATE,
      status: 'measured',
      invocations: 53,
      billedMs: 6910,
      calls: 5,
      maxMemoryUsedMB: 90,
      repeatedInits: 1,
      failures: [{ reason: 'timeout', count: 2, example: 'first' }],
    });
    expect(unpackStrata(merged.strata)).toHaveLength(51);
  });

  it('is the same as one round with the samples of both, the earlier ones first', () => {
    const counted = (samples: Parameters<typeof digestOf>[1]) => digestOf(CANDIDATE, samples);
    fc.assert(
      fc.property(arbitrarySamples(2), arbitrarySamples(2), (first, second) => {
        const merged = mergeDigests(counted(first), counted(second));
        expect(merged).toEqual({ ...counted([...first, ...second]), calls: 2 });
      }),
      { seed: 21 },
    );
  });

  it('tells ten reasons of both together apart, and counts the rest as other', () => {
    const reasons = (from: number) =>
      Array.from({ length: 8 }, (_, index) => `Error${from + index}`).reduce(
        (digest, reason) => addFailure(digest, reason, 'x'),
        emptyDigest(CANDIDATE),
      );
    const { failures } = mergeDigests(reasons(0), reasons(6));
    expect(failures).toHaveLength(11);
    expect(failures.find(({ reason }) => reason === 'Error6')?.count).toBe(2);
    expect(failures.at(-1)).toMatchObject({ reason: 'other', count: 4 });
  });

  it('lets a later round speak for the candidate: one failure before it was chance', () => {
    const earlier = { ...failing(1), status: 'failed' as const, reason: 'no invocation succeeded' };
    const merged = mergeDigests(earlier, warmDigest(CANDIDATE, 1, 2, 3, 4, 5));
    expect(merged.status).toBe('measured');
    expect(merged).not.toHaveProperty('reason');
    const broken = { ...warmDigest(CANDIDATE, 1), status: 'failed' as const, reason: 'deleted' };
    expect(mergeDigests(warmDigest(CANDIDATE, 1, 2), broken)).toMatchObject({
      status: 'failed',
      reason: 'deleted',
    });
  });

  it('fails what failed too often in both together', () => {
    const later = addFailure(warmDigest(CANDIDATE, 1, 2, 3, 4, 5), 'timeout', 'task timed out');
    const merged = mergeDigests(failing(1), { ...later, invocations: 6 });
    expect(merged).toMatchObject({
      status: 'failed',
      reason: '2 of 7 invocations failed: timeout: task timed out',
    });
  });

  it('never makes measurable what was not', () => {
    const not = { ...digestOf(CANDIDATE, []), status: 'not-measurable' as const, reason: 'no curve' };
    for (const [earlier, later] of [
      [not, warmDigest(CANDIDATE, 1)],
      [warmDigest(CANDIDATE, 1), not],
    ] as const) {
      expect(mergeDigests(earlier, later)).toMatchObject({ status: 'not-measurable', reason: 'no curve' });
    }
  });

  it('keeps why a round that was measured was cut short', () => {
    const cut = {
      ...warmDigest(CANDIDATE, 1),
      reason: 'its time was up',
      costLimited: { made: 1, asked: 9 },
    };
    expect(mergeDigests(cut, warmDigest(CANDIDATE, 2))).toMatchObject({
      status: 'measured',
      reason: 'its time was up',
      costLimited: { made: 1, asked: 9 },
    });
    expect(mergeDigests(cut, { ...cut, reason: 'again' }).reason).toBe('again');
  });

  it('takes killed environments from the later round, which was told of the earlier ones', () => {
    const killed = (count: number) => ({ ...warmDigest(CANDIDATE, 1), killed: count });
    expect(mergeDigests(killed(2), killed(1)).killed).toBe(1);
    expect(mergeDigests(killed(2), warmDigest(CANDIDATE, 1))).not.toHaveProperty('killed');
  });

  it('is as real as the less real one: a round that was never answered says nothing of it', () => {
    const replayed = { ...warmDigest(CANDIDATE, 1), measuredBy: 'replayed' as const, source: 'a paper' };
    expect(mergeDigests(replayed, emptyDigest(CANDIDATE))).toMatchObject({
      measuredBy: 'replayed',
      source: 'a paper',
    });
  });

  it('changes neither', () => {
    const [a, b] = [warmDigest(CANDIDATE, 1), failing(1)];
    const before = JSON.stringify([a, b]);
    mergeDigests(a, appendSamples(b, [warm(3)]));
    expect(JSON.stringify([a, b])).toBe(before);
  });
});
