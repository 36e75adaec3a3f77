import {
  type Candidate,
  candidateKey,
  type Digest,
  type LostDigest,
  type Plan,
} from '../../contract/index.ts';
import { isDescribed } from '../digest/count.ts';
import { mergeDigests } from '../digest/merge.ts';
import type { Point } from '../strategy/score.ts';
import { average } from './average.ts';
import { type Basis, plainBasis } from './basis.ts';
import { blendOf } from './blend.ts';
import { type Compared, comparedOf } from './compared.ts';
import { type Observations, observe } from './observation.ts';

/** What is known of one candidate after the run. */
export type Examined = Measured | NotMeasured;

export interface Measured {
  readonly status: 'measured';
  readonly candidate: Candidate;
  /** Of all rounds together. */
  readonly digest: Digest;
  readonly observations: Observations;
  /** Invocations of one kind, in the order of time. */
  readonly compared: Compared;
  /** With `coldStartRate`, where samples of both kinds came. */
  readonly blend: Basis | undefined;
  /** By what it is compared with others: these or the blend (basis.ts). */
  readonly basis: Basis;
  readonly average: Point;
  /** An Executor was lost after the calls whose samples these are. */
  readonly lost: boolean;
  readonly back: readonly Back[];
}

export interface NotMeasured {
  readonly status: 'failed' | 'not-measurable' | 'skipped';
  readonly candidate: Candidate;
  readonly reason: string;
  /** Absent where its Executor was lost in its first call, or never called. */
  readonly digest?: Digest;
  readonly lost: boolean;
  readonly back: readonly Back[];
}

/** What came back of one candidate's branch in one round. */
type Back = Digest | LostDigest;

/**
 * Reads what came back of each candidate, all rounds together. The order is the plan's, whatever the order in
 * which the candidates came back: its candidates, its baseline, anything else.
 *
 * @param measured of one candidate in the order of the rounds
 */
export function examine(plan: Plan, measured: readonly Back[]): Examined[] {
  const back = Map.groupBy(measured, (one) => candidateKey(candidateOf(one)));
  const planned = [...plan.candidates, ...(plan.baseline === undefined ? [] : [plan.baseline])];
  const keys = new Set([...planned.map(candidateKey), ...[...back.keys()].sort()]);
  const candidates = new Map(
    [...planned, ...measured.map(candidateOf)].map((one) => [candidateKey(one), one]),
  );
  return [...keys].flatMap((key) => {
    const candidate = candidates.get(key);
    return candidate === undefined ? [] : [examineOne(plan, candidate, back.get(key) ?? [])];
  });
}

function examineOne(plan: Plan, candidate: Candidate, back: readonly Back[]): Examined {
  const last = back.at(-1);
  if (last === undefined) {
    const key = candidateKey(candidate);
    const skipped = plan.skipped?.find((one) => candidateKey(one) === key);
    const reason = skipped?.reason ?? 'nothing came back of it';
    return { status: 'skipped', candidate, reason, lost: false, back };
  }
  // What the calls before a lost one handed back is as good as ever; what the lost one did is unknown.
  const digests = back.flatMap((one) => ('lost' in one ? (one.progress?.digest ?? []) : one));
  const [first, ...later] = digests;
  const digest = first && later.reduce(mergeDigests, first);
  const found = { candidate, back, lost: back.some((one) => 'lost' in one) };
  if (!('lost' in last)) return examineDigest(plan, { ...found, digest: digest ?? last });
  const reason = lostReason(last);
  if (digest === undefined) return { ...found, status: 'failed', reason };
  const broken = { ...found, digest: { ...digest, reason } };
  if (isDescribed(digest)) return examineDigest(plan, broken);
  return { ...broken, status: 'failed', reason };
}

function examineDigest(
  plan: Plan,
  found: Pick<Measured, 'candidate' | 'digest' | 'lost' | 'back'>,
): Examined {
  const { candidate, digest } = found;
  if (digest.status !== 'measured') return { ...found, status: digest.status, reason: reasonOf(digest) };
  const observations = observe(plan, digest);
  const compared = comparedOf(plan, candidate, observations);
  if (compared === undefined) {
    return { ...found, status: 'failed', reason: noSampleReason(plan, digest) };
  }
  const basis = plainBasis(plan.payloadWeights, compared.points);
  const blend = blendOf(plan, observations);
  return {
    ...found,
    status: 'measured',
    observations,
    compared,
    blend,
    basis,
    average: average(plan, basis.strata),
  };
}

export function candidateOf(back: Back): Candidate {
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
