import type { Architecture, Candidate } from '../../contract/index.ts';
import { type Random, seededRandom } from '../statistics/random.ts';

/** Lambda gives one vCPU at this size, and in proportion to it at others. Source: Lambda's developer guide, "Configure memory". */
export const ONE_VCPU_MB = 1769;

/**
 * One way in which a function's duration may depend on its memory, in units of its own:
 *
 * d = (w^q + c^q)^(1/q) · (1 + p·(128/MB)³), c = (1 − w)·r·min(x, k)^(−b)
 *
 * where x is the share of a vCPU, r is 1 on x86_64, and
 *
 * - w is what memory doesn't change (waiting for others), as a part of what it takes with one vCPU
 * - q says how far waiting and computing overlap: 1 is one after the other, larger is at once
 * - b says how computing time falls with CPU: 1 is in proportion
 * - k is how many vCPUs it can use
 * - p is what scarce memory costs at the small end (garbage collection, paging)
 * - r is how long computing takes on arm64, where it takes 1 on x86_64
 */
export interface Shape {
  readonly waiting: number;
  readonly overlap: number;
  readonly exponent: number;
  readonly vCpus: number;
  readonly pressure: number;
  readonly arm64: number;
}

/** How often computing is in proportion to CPU, as it is by Lambda's own account. */
const PROPORTIONAL = 0.65;
/** Functions that are bound by CPU mostly gain a little more than that: a throttled one loses time at each switch. */
const USUAL_EXPONENT = { mean: 1.03, spread: 0.035 };
const OTHER_EXPONENT = { low: 0.6, high: 1.9 };
/** One thread is most common. */
const ONE_THREAD = 0.6;
const LESS_THAN_ONE = 0.15;
const MOST_VCPUS = 6;
const LEAST_VCPUS = 0.3;
const IN_TURN = 0.6;
const OVERLAP = { low: 1.5, high: 15 };
const WITHOUT_PRESSURE = 0.8;
const PRESSURE = { low: 0.1, high: 10 };
/** Logit of `waiting`: from hardly any to nearly nothing else. */
const WAITING = { low: -5, high: 6 };
const ARM64 = { mean: 0, spread: 0.2 };

/** So many shapes are in question at the beginning. */
const SHAPES = 1500;

/** The shapes that a run has in question: the same for the same seed. */
export function searchShapes(seed: number): Shape[] {
  return drawShapes(SHAPES, seededRandom(seed, 'search'));
}

/** Shapes drawn from what Lambda functions are like before one of them has been measured. */
export function drawShapes(count: number, random: Random): Shape[] {
  return Array.from({ length: count }, () => drawShape(random));
}

function drawShape(random: Random): Shape {
  const logit = between(WAITING, random());
  return {
    waiting: 1 / (1 + Math.exp(-logit)),
    overlap: random() < IN_TURN ? 1 : betweenLogs(OVERLAP, random()),
    exponent: random() < PROPORTIONAL ? normal(USUAL_EXPONENT, random) : between(OTHER_EXPONENT, random()),
    vCpus: drawVCpus(random),
    pressure: random() < WITHOUT_PRESSURE ? 0 : betweenLogs(PRESSURE, random()),
    arm64: Math.exp(normal(ARM64, random)),
  };
}

function drawVCpus(random: Random): number {
  const kind = random();
  if (kind < ONE_THREAD) return 1;
  if (kind < ONE_THREAD + LESS_THAN_ONE) return betweenLogs({ low: LEAST_VCPUS, high: 1 }, random());
  return between({ low: 1, high: MOST_VCPUS }, random());
}

/** The logarithm of the shape's duration for a candidate. */
export function logDuration(shape: Shape, { architecture, memoryMB }: Candidate): number {
  const { waiting, overlap, exponent, vCpus, pressure } = shape;
  const share = Math.min(memoryMB / ONE_VCPU_MB, vCpus);
  const computing = (1 - waiting) * speed(shape, architecture) * share ** -exponent;
  const both =
    overlap === 1 ? waiting + computing : (waiting ** overlap + computing ** overlap) ** (1 / overlap);
  return Math.log(both * (1 + pressure * (SMALLEST_MB / memoryMB) ** 3));
}

const SMALLEST_MB = 128;

function speed({ arm64 }: Shape, architecture: Architecture): number {
  return architecture === 'arm64' ? arm64 : 1;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function between({ low, high }: Range, part: number): number {
  return low + (high - low) * part;
}

function betweenLogs({ low, high }: Range, part: number): number {
  return low * (high / low) ** part;
}

/** Box and Muller's method. */
function normal(
  { mean, spread }: { readonly mean: number; readonly spread: number },
  random: Random,
): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return mean + spread * radius * Math.cos(2 * Math.PI * random());
}
