import { describe, expect, it } from 'vitest';
import type { SearchPlan, TuningResult } from '../../../../lib/contract/index.ts';
import { startFrom } from '../../../../lib/core/history/start-from.ts';
import { UnreadableResult } from '../../../../lib/core/history/store.ts';
import { searchPlan } from '../../../../lib/core/search/search-plan.ts';
import { CANDIDATES, resultWith } from '../../../support/result.ts';

const search = searchPlan({ search: 'auto' }, { own: 'x86_64', payloads: 1 }) as SearchPlan;
const result = resultWith();
const starting = { target: { functionArn: result.target.functionArn }, onlyColdStarts: false };

/** Why the last result is of no use. */
function warned(last: TuningResult | UnreadableResult, more: Partial<typeof starting> = {}): string {
  const { search: begun, warnings } = startFrom(search, last, { ...starting, ...more });
  expect(begun).toEqual(search);
  expect(warnings.map(({ code }) => code)).toEqual(['previous-ignored']);
  return warnings[0]?.message ?? '';
}

describe('startFrom', () => {
  it('gives the search what the last run found', () => {
    const { search: begun, warnings } = startFrom(search, result, starting);
    expect(warnings).toEqual([]);
    expect(begun.previous?.recommended).toEqual({
      architecture: result.architecture,
      memoryMB: result.memoryMB,
    });
  });

  it('leaves a first search alone', () => {
    expect(startFrom(search, undefined, starting)).toEqual({ search, warnings: [] });
  });

  it('serves another strategy, other sizes and other code: what takes how long is the same, or the samples tell', () => {
    const other = { ...search, sizes: [512, 2048] };
    const last = { ...result, target: { ...result.target, codeSha256: 'b3RoZXI=' } };
    expect(startFrom(other, last, starting).search.previous?.codeSha256).toBe('b3RoZXI=');
  });

  it('ignores a result that cannot be read, and says why', () => {
    expect(warned(new UnreadableResult('results/x.json is no JSON'))).toBe(
      'the search begins as a first one: results/x.json is no JSON',
    );
  });

  it("ignores another function's, of the same name in another account too", () => {
    const functionArn = result.target.functionArn.replace('123456789012', '210987654321');
    expect(warned(result, { target: { functionArn } })).toContain(
      `tuned ${result.target.functionArn}, not ${functionArn}`,
    );
  });

  it('ignores one without invocations of the kind that is compared', () => {
    const candidates = CANDIDATES.map(({ cold: _, ...one }) => one);
    expect(warned({ ...result, candidates }, { onlyColdStarts: true })).toContain('has too few cold starts');
  });

  it('ignores one that measured a single size', () => {
    const candidates = result.candidates.filter(
      ({ architecture, memoryMB }) => architecture === result.architecture && memoryMB === result.memoryMB,
    );
    expect(warned({ ...result, candidates })).toContain('fewer than two sizes');
  });
});
