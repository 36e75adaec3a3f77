import { afterAll, describe, expect, it } from 'vitest';
import { quantilesOf, withSamples } from '../../../lib/cli/output/samples.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { folderWith } from '../../support/command-line.ts';
import { measured, resultWith } from '../../support/result.ts';

const line = (more: object) =>
  JSON.stringify({ architecture: 'arm64', memoryMB: 512, outcome: 'succeeded', start: 'warm', ...more });
const folder = folderWith({
  'samples/arm64-512-1.jsonl': [
    line({ durationMs: 12 }),
    line({ durationMs: 10, start: 'cold', initMs: 200 }),
    line({ durationMs: 99, start: 'repeated-init' }),
    line({ durationMs: 98, outcome: 'failed', reason: 'timeout' }),
    'no JSON',
    line({ durationMs: 'long' }),
  ].join('\n'),
  'samples/arm64-512-2.jsonl': `${line({ durationMs: 11 })}\n${line({ durationMs: 9, start: 'cold', restoreMs: 80 })}\n`,
  'samples/notes.txt': line({ durationMs: 1 }),
});
afterAll(() => folder.remove());

describe('withSamples', () => {
  it('gives each candidate the distribution of its own samples, cold ones with their init or restore', () => {
    const result = resultWith({ candidates: [measured('x86_64', 512, 10), measured('arm64', 512, 11)] });
    const [other, own] = readReport(withSamples(result, folder.path)).entries;
    expect(own?.views.warm?.quantilesMs).toEqual([11, 12]);
    expect(own?.views.cold?.quantilesMs).toEqual([89, 210]);
    expect(other?.views.warm?.quantilesMs).toBeUndefined();
    expect(own?.views.warm?.mean).toEqual(readReport(result).entries[1]?.views.warm?.mean);
  });

  it('leaves quantiles that are weighted by payload: raw samples are not', () => {
    const mixed = folderWith({
      'samples/arm64-512-1.jsonl': [
        line({ durationMs: 5, payload: 0 }),
        line({ durationMs: 50, payload: 1 }),
        line({ durationMs: 10, payload: 1, start: 'cold', initMs: 200 }),
      ].join('\n'),
    });
    const candidate = measured('arm64', 512, 11);
    const { warm, cold } = candidate;
    if (warm === undefined || cold === undefined) throw new Error('nothing was measured');
    const weighted = {
      ...candidate,
      warm: { ...warm, durationMs: { ...warm.durationMs, quantiles: [5, 5, 5, 50] } },
      cold: { ...cold, latencyMs: { ...cold.latencyMs, quantiles: [1] } },
    };
    const shown = (one: typeof candidate) =>
      readReport(withSamples(resultWith({ candidates: [one] }), mixed.path)).entries[0]?.views;
    try {
      expect(shown(weighted)?.warm?.quantilesMs).toEqual([5, 5, 5, 50]);
      // Of one payload there is nothing to weight.
      expect(shown(weighted)?.cold?.quantilesMs).toEqual([210]);
      expect(shown(candidate)?.warm?.quantilesMs).toEqual([5, 50]);
    } finally {
      mixed.remove();
    }
  });

  it('leaves a result as it is where there are no samples, or it has no candidates', () => {
    const result = resultWith();
    expect(withSamples(result, '/nowhere')).toBe(result);
    expect(withSamples({ power: 512 }, folder.path)).toEqual({ power: 512 });
    expect(withSamples(null, folder.path)).toBeNull();
  });
});

describe('quantilesOf', () => {
  it('has all of few, in order', () => {
    expect(quantilesOf([3, 1, 2])).toEqual([1, 2, 3]);
    expect(quantilesOf(Array.from({ length: 200 }, (_, index) => 200 - index))).toHaveLength(200);
  });

  it('has 200 of many, evenly spaced, the least and the most among them', () => {
    const quantiles = quantilesOf(Array.from({ length: 1991 }, (_, index) => 1990 - index));
    expect(quantiles).toHaveLength(200);
    expect(quantiles.slice(0, 3)).toEqual([0, 10, 20]);
    expect(quantiles.at(-1)).toBe(1990);
  });
});
