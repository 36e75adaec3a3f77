import type { Price, Prices } from '../../contract/index.ts';
import { regionPrices } from './price-table.ts';
import { type StageUse, stageCost } from './stage-cost.ts';

/** What the tuner itself pays by: its functions run on arm64, in the region of the stack. */
export interface RunPrices {
  /** Of its functions; absent where the region's is not known. */
  readonly stage?: Price;
  /** For one state transition; absent where the region's is not known. */
  readonly stateTransition?: number;
}

/** What a run cost, in the currency of the plan's prices. What isn't known is absent, and named. */
export interface RunCost {
  /** Of the invocations of probes. */
  readonly invocations: number;
  /** Of the tuner's own functions, together. */
  readonly stages?: number;
  readonly stateTransitions?: number;
  /** Of the parts that are known. */
  readonly total: number;
  /** The parts that are not, as in `no price of a state transition is known for the region mx-central-1`. */
  readonly missing: readonly string[];
}

/**
 * The prices of the tuner's own work. The plan's prices are those of the target's region and architectures, and
 * may be the user's own; these are the table's, and only in the same currency.
 * @param region of the stack
 */
export function runPrices(region: string, currency: Prices['currency']): RunPrices {
  const known = regionPrices(region);
  if (known?.currency !== currency) return {};
  const { gbSecond, request } = known.arm64 ?? {};
  return {
    ...(gbSecond === undefined || request === undefined ? {} : { stage: { gbSecond, request } }),
    ...(known.stateTransition === undefined ? {} : { stateTransition: known.stateTransition }),
  };
}

/**
 * What a run costs altogether, as an estimate or as a fact: whatever the caller counted. Free tiers are not
 * subtracted, and what isn't Lambda or Step Functions (logs, S3) is not in it.
 *
 * @param use.invocations cost of the probes' invocations
 * @param use.stages by stage
 * @param use.stateTransitions retries included
 * @param region of the stack, for what is missing
 */
export function runCost(
  use: {
    readonly invocations: number;
    /** Absent where it isn't known. */
    readonly stages?: Readonly<Record<string, StageUse>> | undefined;
    readonly stateTransitions: number;
  },
  { stage, stateTransition }: RunPrices,
  region: string,
): RunCost {
  const stages =
    stage === undefined || use.stages === undefined
      ? undefined
      : sum(Object.values(use.stages).map((one) => stageCost(stage, one)));
  const stateTransitions = stateTransition === undefined ? undefined : use.stateTransitions * stateTransition;
  return {
    invocations: use.invocations,
    ...(stages === undefined ? {} : { stages }),
    ...(stateTransitions === undefined ? {} : { stateTransitions }),
    total: use.invocations + (stages ?? 0) + (stateTransitions ?? 0),
    missing: [
      ...(stage === undefined ? [unknown('a GB-second and a request on arm64', region)] : []),
      ...(stateTransitions === undefined ? [unknown('a state transition', region)] : []),
    ],
  };
}

function unknown(what: string, region: string): string {
  return `no price of ${what} is known for the region ${region}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
