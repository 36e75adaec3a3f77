import { InvalidInput, type PayloadSource, type Plan, type Round } from '../../contract/index.ts';
import { digestBytes } from './size.ts';

/** Step Functions carries at most 256 KiB in any input or output of a state; some of it is kept for headings. */
export const STATE_BYTES = 256 * 1024;
const KEPT_FREE_BYTES = 16 * 1024;
/** One candidate in the decision: its distributions and figures as JSON, at their longest. */
const DECIDED_BYTES = 1400;

/**
 * Checks that no state of the run can grow over what Step Functions carries, before anything is created.
 * The largest are the one before the Analyzer (plan, payload, round twice, all digests) and the one after
 * it (plan and decision).
 * @throws InvalidInput with the remedy.
 */
export function assertStateFits(state: {
  readonly plan: Plan;
  readonly payload: PayloadSource;
  readonly round: Round;
}): void {
  const { plan, payload, round } = state;
  const planBytes = bytes(plan);
  const payloadBytes = bytes(payload);
  const digestsBytes = round.work.reduce(
    // Invocations that all begin at once may be sent a second time.
    (sum, work) => sum + digestBytes(plan.concurrency > 1 ? 2 * work.samples : work.samples),
    0,
  );
  const measured = planBytes + payloadBytes + 2 * bytes(round) + digestsBytes;
  const decided = planBytes + round.work.length * DECIDED_BYTES;
  const largest = Math.max(measured, decided);
  const allowed = STATE_BYTES - KEPT_FREE_BYTES;
  if (largest <= allowed) return;
  throw new InvalidInput(
    `the run would carry ${largest} bytes from one state to the next; allowed: ${allowed} (Step Functions' limit of 256 KiB). It has ${round.work.length} candidates with ${plan.num} invocations each, and a payload of ${payloadBytes} bytes: ${remedies(payloadBytes).join(', ')}`,
  );
}

function remedies(payloadBytes: number): string[] {
  return [
    'use fewer powerValues or architectures',
    'lower num',
    ...(payloadBytes > 1024 ? ['put the payload into S3 and give payloadS3'] : []),
  ];
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
