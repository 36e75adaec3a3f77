import type { Sample } from '../../lib/contract/index.ts';
import { decide } from '../../lib/core/analysis/decide.ts';
import { appendSamples, emptyDigest } from '../../lib/core/digest/digest.ts';
import { fitDigest } from '../../lib/core/digest/fit.ts';
import { normalQuantile } from '../../lib/core/statistics/normal.ts';
import { seededRandom } from '../../lib/core/statistics/random.ts';
import { planWith } from '../../test/support/plan.ts';

/** Seconds that the decision takes, by digests as the state holds them: each condensed into its share of it. */
export function analyzerSeconds(candidates: number, samples: number): number {
  const random = seededRandom(1, 'analyzer');
  const all = Array.from({ length: candidates }, (_, index) => ({
    architecture: index % 2 === 0 ? ('x86_64' as const) : ('arm64' as const),
    memoryMB: 128 + Math.floor(index / 2) * 64,
  }));
  const plan = planWith({ candidates: all, num: samples });
  const share = Math.floor((220 * 1024) / candidates);
  const digests = all.map((candidate) => {
    const warm = Array.from({ length: samples }, (): Sample => {
      const spread = Math.exp(0.2 * normalQuantile(random() || 0.5));
      const durationMs = Math.round((100 + 100_000 / candidate.memoryMB) * spread * 100) / 100;
      return { outcome: 'succeeded', start: 'warm', durationMs, billedMs: Math.ceil(durationMs), payload: 0 };
    });
    const digest = { ...appendSamples(emptyDigest(candidate), warm), invocations: samples, calls: 1 };
    return fitDigest(digest, share);
  });
  const startedAt = performance.now();
  decide(plan, digests);
  return (performance.now() - startedAt) / 1000;
}
