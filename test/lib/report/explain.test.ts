import { describe, expect, it } from 'vitest';
import { searchInShort } from '../../../lib/report/explain.ts';

const MEASURED = { status: 'measured' };
const WHY = [{ round: 1 }, { round: 1 }];

describe('searchInShort', () => {
  it('says how much was measured, and why no more', () => {
    const search = { stopped: 'no-gain', invocations: 15 } as const;
    const candidates = [MEASURED, MEASURED, { status: 'failed' }];
    expect(searchInShort({ search, why: [...WHY, { round: 2 }], candidates })).toEqual([
      'Searched: 2 sizes, 15 invocations, 2 rounds; no further measurement was worth its price. power-tuner explain <result.json> says why.',
    ]);
  });

  it('names the run that it started from: else few sizes would seem to be all there is', () => {
    const previous = { startedAt: '2026-11-20T03:00:00.000Z' };
    const search = { stopped: 'sure', invocations: 3, previous } as const;
    expect(searchInShort({ search, why: WHY, candidates: [MEASURED] })).toEqual([
      'Searched, from the run of 2026-11-20 03:00 (UTC): 1 size, 3 invocations, 1 round; as sure as asked for. power-tuner explain <result.json> says why.',
    ]);
  });

  it('says nothing of a grid', () => {
    expect(searchInShort({ candidates: [MEASURED] })).toEqual([]);
  });
});
