import { ARCHITECTURES, type Architecture, type Warning } from '../../contract/index.ts';
import { differenceInterval } from '../statistics/difference.ts';
import { CONFIDENCE } from '../statistics/interval.ts';
import { estimateMean, type MeanEstimate } from '../statistics/mean-estimate.ts';
import type { Measured } from './examined.ts';

/** Cold starts that a size needs to be looked at, and sizes that it takes. */
const MIN_COLD_STARTS = 5;
const MIN_SIZES = 3;
/** Neighbouring sizes are alike anyway: only where this much memory more doesn't help it is worth saying. */
const MIN_MEMORY_RATIO = 2;
/** A difference up to this share of the fastest changes nothing, however well it is known. */
const IRRELEVANT_SHARE = 0.05;
/** With twice the CPU an init that computes takes half as long: what may be so much slower isn't known to be alike. */
const UNKNOWN_SHARE = 0.25;

/** Inits (or restores) of the cold starts of one size. */
export interface SizeInits {
  readonly memoryMB: number;
  readonly initsMs: readonly number[];
}

/** From one size on, more memory doesn't make init faster. */
export interface FlatInit {
  readonly fromMB: number;
  /** Whether that is every size. */
  readonly everywhere: boolean;
  /** The smallest and the largest of the mean inits. */
  readonly lowMs: number;
  readonly highMs: number;
}

/** What passes before the handler of a cold start. */
const KINDS = [
  { restored: false, takes: 'init takes' },
  { restored: true, takes: 'restoring takes' },
];

/**
 * Says from which size on init doesn't get faster, where the cold starts show it. Lambda gives an init its CPU
 * whatever the memory size ("INIT boost"), so that a larger size buys nothing for it. Restores are other work, and
 * looked at apart.
 */
export function initBoost(measured: readonly Measured[]): Warning[] {
  return ARCHITECTURES.flatMap((architecture) =>
    KINDS.flatMap(({ restored, takes }) => {
      const flat = flatInit(initsOf(measured, architecture, restored));
      return flat === undefined ? [] : [{ code: 'init-boost', message: inWords(flat, takes, architecture) }];
    }),
  );
}

/**
 * The sizes from which on no larger one has a faster init: each has a mean whose difference from the fastest of the
 * larger ones can't be told from 0, or is at most 5% of that, and can't be 25% or more. The intervals of the
 * differences hold at 95% for all sizes together (Bonferroni).
 *
 * @param sizes in any order; those with fewer than 5 cold starts are left out
 * @returns undefined with fewer than three sizes, and where those that are alike don't reach over a doubling of
 * the memory
 */
export function flatInit(sizes: readonly SizeInits[]): FlatInit | undefined {
  const known = sizes
    .filter(({ initsMs }) => initsMs.length >= MIN_COLD_STARTS)
    .map(({ memoryMB, initsMs }) => ({ memoryMB, estimate: estimateMean(initsMs) }))
    .sort((a, b) => a.memoryMB - b.memoryMB);
  if (known.length < MIN_SIZES) return undefined;
  const confidence = 1 - (1 - CONFIDENCE) / (known.length - 1);
  const slower = known.findLastIndex(({ estimate }, index) => {
    const fastest = fastestOf(known.slice(index + 1).map((larger) => larger.estimate));
    return fastest !== undefined && !isAlike(estimate, fastest, confidence);
  });
  const flat = known.slice(slower + 1);
  const [first, last] = [flat[0], flat.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (last.memoryMB < MIN_MEMORY_RATIO * first.memoryMB) return undefined;
  const means = flat.map(({ estimate }) => estimate.mean);
  return {
    fromMB: first.memoryMB,
    everywhere: slower < 0 && known.length === sizes.length,
    lowMs: Math.min(...means),
    highMs: Math.max(...means),
  };
}

function fastestOf(estimates: readonly MeanEstimate[]): MeanEstimate | undefined {
  return estimates.toSorted((a, b) => a.mean - b.mean)[0];
}

function isAlike(estimate: MeanEstimate, fastest: MeanEstimate, confidence: number): boolean {
  const interval = differenceInterval(estimate, fastest, confidence);
  if (interval === undefined || interval.high >= UNKNOWN_SHARE * fastest.mean) return false;
  return interval.low <= 0 || estimate.mean - fastest.mean <= IRRELEVANT_SHARE * fastest.mean;
}

function initsOf(measured: readonly Measured[], architecture: Architecture, restored: boolean): SizeInits[] {
  return measured
    .filter(({ candidate }) => candidate.architecture === architecture)
    .map(({ candidate, observations }) => ({
      memoryMB: candidate.memoryMB,
      initsMs: observations.cold.filter((one) => one.restored === restored).map(({ initMs }) => initMs),
    }));
}

function inWords(
  { fromMB, everywhere, lowMs, highMs }: FlatInit,
  takes: string,
  architecture: Architecture,
): string {
  const [low, high] = [rounded(lowMs), rounded(highMs)];
  const range = low === high ? `about ${low} ms` : `${low} to ${high} ms`;
  return everywhere
    ? `${takes} ${range} at every size on ${architecture}: memory doesn't make it faster`
    : `${takes} ${range} from ${fromMB} MB on, on ${architecture}: more memory doesn't make it faster`;
}

/** In three digits. */
function rounded(ms: number): number {
  return ms >= 100 ? Math.round(ms) : Number(ms.toPrecision(3));
}
