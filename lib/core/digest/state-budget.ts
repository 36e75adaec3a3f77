import { InvalidInput, type PayloadSource, type Plan, type Round, type Work } from '../../contract/index.ts';
import { coldStartsOf, mostTries, warmSamplesOf } from '../search/cold-starts.ts';
import { decidedBytes, reportedBytes } from './decided-bytes.ts';
import { condensedDigestBytes } from './size.ts';

/** Step Functions carries at most 256 KiB in any input or output of a state; some of it is kept for headings. */
export const STATE_BYTES = 256 * 1024;
const KEPT_FREE_BYTES = 16 * 1024;
/** Environments that Lambda replaces in the middle of a run: so many of a candidate's invocations meet a new one. */
const REPLACED_SHARE = 0.05;
const MOST_REPLACED = 100;
/** Invocations that are sent to the environments of a burst, once it has made them warm. */
export const SECOND_WAVE_SAMPLES = 100;

/**
 * How many bytes of a state each digest may take: what is left beside plan, payload and round, divided
 * among the candidates. Checks that what the run is going to measure fits, condensed if it has to be, before
 * anything is created.
 * The largest states are the one before the Analyzer (plan, payload, round twice, all digests), the one after it
 * (plan and decision) and the output.
 * @param state `carried` is what rounds before measured, whose digests are carried along
 * @throws InvalidInput with the remedy.
 */
export function digestBudget(state: {
  readonly plan: Omit<Plan, 'digestBytes'>;
  readonly payload: PayloadSource;
  readonly round: Round;
  readonly carried?: readonly Work[];
}): number {
  const { plan, payload, round, carried = [] } = state;
  const candidates = round.work.length;
  const digests = [...round.work, ...carried];
  const beside = bytes(plan) + bytes(payload) + 2 * bytes(round);
  const allowed = STATE_BYTES - KEPT_FREE_BYTES;
  const measured = beside + digests.reduce((sum, work) => sum + expectedBytes(plan, work), 0);
  const most = Math.max(...digests.map((work) => samplesOf(plan, work)));
  const decided = Math.max(
    bytes(plan) + candidates * decidedBytes(plan, most),
    candidates * reportedBytes(plan, most),
  );
  const largest = Math.max(measured, decided);
  if (largest <= allowed) return Math.floor((allowed - beside) / digests.length);
  const cold = plan.coldStarts === undefined ? '' : ` and ${plan.coldStarts.count} cold starts`;
  throw new InvalidInput(
    `the run would carry ${largest} bytes from one state to the next; allowed: ${allowed} (Step Functions' limit of 256 KiB). It has ${candidates} candidates with ${plan.num} invocations${cold} each, and a payload of ${bytes(payload)} bytes: ${remedies(plan, bytes(payload), decided > allowed).join(', ')}`,
  );
}

/** Cold starts come with new environments: as many as invocations begin at once, and a few more. */
function expectedBytes(plan: Omit<Plan, 'digestBytes'>, work: Work): number {
  const { concurrency } = plan;
  const samples = warmSamplesOf(plan, work);
  const wanted = coldStartsOf(plan, work)?.count ?? 0;
  const byChance = Math.min(samples, concurrency + Math.min(MOST_REPLACED, samples * REPLACED_SHARE));
  const secondWave = concurrency > samples / 2 ? Math.min(samples, SECOND_WAVE_SAMPLES) : 0;
  return condensedDigestBytes({
    cold: wanted + byChance,
    warm: samples - byChance + secondWave + (plan.onlyColdStarts ? 0 : mostTries(wanted) - wanted),
    maxDurationMs: plan.target.timeoutSeconds * 1000,
    payloads: plan.payloadWeights.length,
  });
}

function samplesOf(plan: Omit<Plan, 'digestBytes'>, work: Work): number {
  return warmSamplesOf(plan, work) + mostTries(coldStartsOf(plan, work)?.count ?? 0);
}

/** @param tooMany whether the candidates alone are too many, so that nothing else would help */
function remedies(
  { coldStartRate, coldStarts }: Pick<Plan, 'coldStartRate' | 'coldStarts'>,
  payloadBytes: number,
  tooMany: boolean,
): string[] {
  const fewer = 'use fewer powerValues or architectures';
  if (tooMany) return [fewer, ...(coldStartRate === undefined ? [] : ['leave out coldStartRate'])];
  const lower = coldStarts === undefined ? 'lower num' : 'lower num or coldStarts';
  return [fewer, lower, ...(payloadBytes > 1024 ? ['put the payload into S3 and give payloadS3'] : [])];
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
