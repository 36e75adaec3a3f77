import type { Sample } from '../../lib/contract/index.ts';
import { decide } from '../../lib/core/analysis/decide.ts';
import { costOf } from '../../lib/core/analysis/observation.ts';
import { appendSamples, emptyDigest } from '../../lib/core/digest/digest.ts';
import { seededRandom } from '../../lib/core/statistics/random.ts';
import { planWith } from '../../test/support/plan.ts';
import type { Curve, Population } from './populations.ts';

/** How the choice of the cheapest came out, as shares of all runs. */
export interface Winners {
  readonly sure: number;
  readonly wrong: number;
  readonly wrongAndSure: number;
  /** Runs with the warning "mean not settled". */
  readonly notSettled: number;
  /** Runs with the warnings "drift" or "disturbed": false alarms, draws have no order. */
  readonly alarmed: number;
}

/** Sure is what the sentence calls 95% sure. */
const SURE = 0.95;
/** A winner that costs so much more than the best is wrong. */
const TOLERANCE = 0.01;

/** The sizes that a default grid has, and one more where a curve lacks 1,536 or 3,008 MB. */
const GRID_MB = [128, 256, 512, 1024, 1536, 2048, 3008];

/** Lets the analysis choose the cheapest size of a curve, `runs` times from `n` samples at each size. */
export function winners({ name, sizes }: Curve, n: number, runs: number): Winners {
  const grid = sizes.filter(({ memoryMB }) => GRID_MB.includes(memoryMB));
  const candidates = grid.map(({ memoryMB }) => ({ architecture: 'x86_64' as const, memoryMB }));
  const { baseline: _, ...plan } = planWith({ candidates });
  const truth = grid.map(({ memoryMB, meanBilledMs }) =>
    costOf(plan, { architecture: 'x86_64', memoryMB }, meanBilledMs),
  );
  const allowed = (1 + TOLERANCE) * Math.min(...truth);
  const counted = { sure: 0, wrong: 0, wrongAndSure: 0, notSettled: 0, alarmed: 0 };
  for (let run = 0; run < runs; run++) {
    const { recommendation, warnings } = decide(
      { ...plan, seed: run },
      grid.map((population) => measure(population, n, `winners/${name}/${n}/${run}`)),
    );
    const chosen = grid.findIndex(({ memoryMB }) => memoryMB === recommendation.memoryMB);
    const wrong = (truth[chosen] ?? 0) > allowed;
    const sure = (recommendation.confidence ?? 0) >= SURE;
    const has = (...codes: string[]) => warnings.some(({ code }) => codes.includes(code));
    counted.sure += Number(sure);
    counted.wrong += Number(wrong);
    counted.wrongAndSure += Number(wrong && sure);
    counted.notSettled += Number(has('mean-not-settled'));
    counted.alarmed += Number(has('drift', 'disturbed'));
  }
  return {
    sure: counted.sure / runs,
    wrong: counted.wrong / runs,
    wrongAndSure: counted.wrongAndSure / runs,
    notSettled: counted.notSettled / runs,
    alarmed: counted.alarmed / runs,
  };
}

function measure({ memoryMB, draw }: Population, n: number, label: string) {
  const random = seededRandom(memoryMB, label);
  const samples = Array.from({ length: n }, (): Sample => {
    const durationMs = Math.round(draw(random) * 100) / 100;
    const billedMs = Math.max(1, Math.ceil(durationMs));
    return { outcome: 'succeeded', start: 'warm', durationMs, billedMs, payload: 0 };
  });
  return appendSamples(emptyDigest({ architecture: 'x86_64', memoryMB }), samples);
}
