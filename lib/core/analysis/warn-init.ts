import { ARCHITECTURES, type Warning } from '../../contract/index.ts';
import { estimateMean, type MeanEstimate } from '../statistics/mean-estimate.ts';
import { ratioInterval } from '../statistics/ratio.ts';
import type { Measured } from './examined.ts';
import { significant } from './figure.ts';
import { name } from './names.ts';

/** Fewer inits say too little of their mean. */
const MIN_INITS = 10;
/** A mean that is shorter by at most this, with 95% confidence, is not faster. */
const NOT_FASTER = 0.9;

interface Inits {
  readonly one: Measured;
  readonly estimate: MeanEstimate;
}

/**
 * Says from which memory size on a function's init doesn't get faster: of each architecture the smallest size of
 * which no larger one has a mean init that may be shorter by more than a tenth (the 95% interval of their ratio).
 * During init Lambda gives every size the same CPU, so that it may be the smallest of all. Said only where at least
 * one size that has as many inits is larger.
 */
export function initNotFaster(measured: readonly Measured[]): Warning[] {
  const found = ARCHITECTURES.flatMap((architecture) => {
    const sizes = measured
      .filter(({ candidate }) => candidate.architecture === architecture)
      .sort((a, b) => a.candidate.memoryMB - b.candidate.memoryMB)
      .flatMap(initsOf);
    const from = sizes.findIndex((size, index) =>
      sizes.slice(index + 1).every((larger) => isAsSlow(larger, size)),
    );
    const [first, last] = [sizes[from], sizes.at(-1)];
    if (first === undefined || last === undefined || first === last) return [];
    const ms = ({ estimate }: Inits) => `${significant(estimate.mean, 3)} ms`;
    return [
      `${name(first.one.candidate)} (${ms(first)} there, ${ms(last)} with ${last.one.candidate.memoryMB} MB)`,
    ];
  });
  if (found.length === 0) return [];
  return [
    {
      code: 'init-not-faster',
      message: `init doesn't get faster with more memory than ${found.join(', and than ')}: during init Lambda gives every size more CPU than its own. Choose a size by what the handler needs`,
    },
  ];
}

function initsOf(one: Measured): Inits[] {
  const inits = one.observations.cold.filter(({ restored }) => !restored);
  if (inits.length < MIN_INITS) return [];
  // It ends before the payload is there.
  return [{ one, estimate: estimateMean(inits.map(({ initMs }) => initMs)) }];
}

function isAsSlow(larger: Inits, size: Inits): boolean {
  const ratio = ratioInterval(larger.estimate, size.estimate);
  return ratio !== undefined && ratio.low >= NOT_FASTER;
}
