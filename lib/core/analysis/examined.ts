import {
  type Candidate,
  candidateKey,
  type Digest,
  type LostDigest,
  type Plan,
} from '../../contract/index.ts';
import { type Average, average } from './average.ts';
import { type Compared, comparedOf } from './compared.ts';
import { type Observations, observe } from './observation.ts';

/** What is known of one candidate after the run. */
export type Examined = Measured | NotMeasured;

export interface Measured {
  readonly status: 'measured';
  readonly candidate: Candidate;
  readonly digest: Digest;
  readonly observations: Observations;
  readonly compared: Compared;
  readonly average: Average;
  /** Its Executor was lost after the calls whose samples these are. */
  readonly lost: boolean;
}

export interface NotMeasured {
  readonly status: 'failed' | 'not-measurable' | 'skipped';
  readonly candidate: Candidate;
  readonly reason: string;
  /** Absent where its Executor was lost in its first call, or never called. */
  readonly digest?: Digest;
  readonly lost: boolean;
}

/**
 * Reads what came back of each candidate. The order is the plan's, whatever the order in which the
 * candidates came back: its candidates, its baseline, anything else.
 */
export function examine(plan: Plan, measured: readonly (Digest | LostDigest)[]): Examined[] {
  const back = new Map(measured.map((one) => [candidateKey(candidateOf(one)), one]));
  const planned = [...plan.candidates, ...(plan.baseline === undefined ? [] : [plan.baseline])];
  const keys = new Set([...planned.map(candidateKey), ...[...back.keys()].sort()]);
  const candidates = new Map(
    [...planned, ...measured.map(candidateOf)].map((one) => [candidateKey(one), one]),
  );
  return [...keys].flatMap((key) => {
    const candidate = candidates.get(key);
    return candidate === undefined ? [] : [examineOne(plan, candidate, back.get(key))];
  });
}

function examineOne(plan: Plan, candidate: Candidate, back: Digest | LostDigest | undefined): Examined {
  if (back === undefined) {
    const key = candidateKey(candidate);
    const skipped = plan.skipped?.find((one) => candidateKey(one) === key);
    return {
      status: 'skipped',
      candidate,
      reason: skipped?.reason ?? 'nothing came back of it',
      lost: false,
    };
  }
  if (!('lost' in back)) return examineDigest(plan, candidate, back, false);
  // What the calls before the lost one handed back is as good as ever; what the lost one did is unknown.
  const { progress } = back;
  const reason = lostReason(back);
  if (progress === null) return { status: 'failed', candidate, reason, lost: true };
  const digest = { ...progress.digest, reason };
  if (sampleCount(digest) >= MIN_DESCRIBED) return examineDigest(plan, candidate, digest, true);
  return { status: 'failed', candidate, reason, digest, lost: true };
}

/** From so few samples on, a candidate whose measuring broke off is still described. */
const MIN_DESCRIBED = 5;

function sampleCount({ strata }: Digest): number {
  return strata.reduce((sum, { warm, cold }) => sum + (warm?.n ?? 0) + (cold?.n ?? 0), 0);
}

function examineDigest(plan: Plan, candidate: Candidate, digest: Digest, lost: boolean): Examined {
  if (digest.status !== 'measured') {
    return { status: digest.status, candidate, reason: reasonOf(digest), digest, lost };
  }
  const observations = observe(plan, digest);
  const compared = comparedOf(plan, candidate, observations);
  if (compared === undefined) {
    return { status: 'failed', candidate, reason: noSampleReason(plan, digest), digest, lost };
  }
  return {
    status: 'measured',
    candidate,
    digest,
    observations,
    compared,
    average: average(plan, compared.points),
    lost,
  };
}

export function candidateOf(back: Digest | LostDigest): Candidate {
  const { architecture, memoryMB } = 'lost' in back ? back.work : back;
  return { architecture, memoryMB };
}

/** Why there is no digest. The Cause is left out: it may hold anything. */
export function lostReason({ lost }: LostDigest): string {
  return `the Executor was lost: ${lost.Error}`;
}

/** Why a digest says that it is not measured. */
export function reasonOf({ reason, failures }: Digest): string {
  const [first] = failures;
  return reason ?? (first === undefined ? 'no reason was given' : `${first.reason}: ${first.example}`);
}

function noSampleReason(plan: Plan, { invocations, repeatedInits }: Digest): string {
  if (plan.onlyColdStarts) return `none of its ${invocations} invocations reported a cold start`;
  const repeated = repeatedInits === 0 ? '' : ` (${repeatedInits} repeated an init that had failed)`;
  return `none of its ${invocations} invocations gave a sample${repeated}`;
}
