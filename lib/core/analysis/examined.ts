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
}

export interface NotMeasured {
  readonly status: 'failed' | 'not-measurable' | 'skipped';
  readonly candidate: Candidate;
  readonly reason: string;
  /** Absent where its Executor was lost, or never called. */
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
    return { status: 'skipped', candidate, reason: 'nothing came back of it', lost: false };
  }
  if ('lost' in back) return { status: 'failed', candidate, reason: lostReason(back), lost: true };
  if (back.status !== 'measured') {
    return { status: back.status, candidate, reason: reasonOf(back), digest: back, lost: false };
  }
  const observations = observe(plan, back);
  const compared = comparedOf(plan, candidate, observations);
  if (compared === undefined) {
    return { status: 'failed', candidate, reason: noSampleReason(plan, back), digest: back, lost: false };
  }
  return {
    status: 'measured',
    candidate,
    digest: back,
    observations,
    compared,
    average: average(plan, compared.points),
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
