import { type Candidate, candidateKey, type Figure, type TuningResult } from '../../contract/index.ts';
import { comparedFigures } from './figures.ts';

/** How a figure changed from one run to another. */
export interface FigureChange {
  readonly before: Figure;
  readonly after: Figure;
  /** Positive is dearer or slower, in percent of what it was; absent where that was nothing. */
  readonly percent?: number;
  /** Whether the two intervals don't touch: -1 lies wholly below, 1 wholly above. */
  readonly surely: -1 | 0 | 1;
}

/** A configuration that both runs measured. */
export interface ConfigurationChange extends Candidate {
  readonly cost: FigureChange;
  readonly duration: FigureChange;
}

/** What changed between two runs: every configuration that both measured alike, in the order of the later one. */
export function changesBetween(
  before: Pick<TuningResult, 'candidates'>,
  after: Pick<TuningResult, 'candidates'>,
): ConfigurationChange[] {
  return after.candidates.flatMap((candidate) => {
    const then = before.candidates.find((one) => candidateKey(one) === candidateKey(candidate));
    const [earlier, now] = [then && comparedFigures(then), comparedFigures(candidate)];
    if (earlier === undefined || now === undefined || earlier.of !== now.of) return [];
    const { architecture, memoryMB } = candidate;
    return [
      {
        architecture,
        memoryMB,
        cost: changeOf(earlier.costUsd, now.costUsd),
        duration: changeOf(earlier.durationMs, now.durationMs),
      },
    ];
  });
}

function changeOf(before: Figure, after: Figure): FigureChange {
  const percent = before.value === 0 ? undefined : (after.value / before.value - 1) * 100;
  const known = percent === undefined ? {} : { percent };
  return { before, after, ...known, surely: isAbove(after, before) ? 1 : isAbove(before, after) ? -1 : 0 };
}

function isAbove(one: Figure, other: Figure): boolean {
  return one.low !== undefined && other.high !== undefined && one.low > other.high;
}
