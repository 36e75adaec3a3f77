import * as z from 'zod';
import type { ApiCall } from '../call-log.ts';

/** A row of the table: which calls go wrong, and how. */
export interface Fault {
  /** Any service where absent. */
  readonly service?: ApiCall['service'];
  readonly action: string;
  /** What the call's resource begins with: a function's or layer's name, `bucket/key`, or a log
   * group's name. Any where absent. */
  readonly resource?: string;
  /** Which of the calls that match so far, counted from 1 since the table was set. Default `every`. */
  readonly nth?: number | 'every' | CallRange;
  /** How long the row lasts, in ms from the first call that it is due for; later calls go on undisturbed. */
  readonly forMs?: number;
  readonly do: FaultEffect;
}

/** Both ends belong to it; without `to` it has none. */
export interface CallRange {
  readonly from: number;
  readonly to?: number;
}

export type FaultEffect =
  /** Answered with an error; nothing is carried out. */
  | {
      readonly error: { readonly name: string; readonly message: string; readonly status: number };
    }
  /** Carried out and answered, but only after so long. */
  | { readonly delayMs: number }
  /** The connection ends without an answer, before or after the call was carried out. */
  | { readonly drop: 'before' | 'after' }
  /** Carried out, and never answered: the connection stays open until its client gives up. */
  | { readonly noAnswer: true }
  /**
   * Of Invoke: the environment is killed, `afterMs` (0 where absent) after it was given the event, or when
   * it has answered, if that is sooner. The caller gets what Lambda says of a runtime that was killed.
   */
  | { readonly killEnvironment: true; readonly afterMs?: number };

const callNumber = z.int().min(1);
const waitMs = z.number().min(0);

const effectSchema = z.union([
  z.strictObject({
    error: z.strictObject({
      name: z.string().min(1),
      message: z.string(),
      status: z.int().min(400).max(599),
    }),
  }),
  z.strictObject({ delayMs: waitMs }),
  z.strictObject({ drop: z.enum(['before', 'after']) }),
  z.strictObject({ noAnswer: z.literal(true) }),
  z.strictObject({ killEnvironment: z.literal(true), afterMs: waitMs.exactOptional() }),
]);

const faultsSchema = z.array(
  z
    .strictObject({
      service: z.enum(['lambda', 's3', 'tagging', 'states', 'logs', 'sts', 'scheduler']).exactOptional(),
      action: z.string().min(1),
      resource: z.string().exactOptional(),
      nth: z
        .union([
          callNumber,
          z.literal('every'),
          z.strictObject({ from: callNumber, to: callNumber.exactOptional() }),
        ])
        .exactOptional(),
      forMs: z.number().positive().exactOptional(),
      do: effectSchema,
    })
    .refine((fault) => !('killEnvironment' in fault.do) || fault.action === 'Invoke', {
      path: ['do', 'killEnvironment'],
      error: 'only Invoke has an environment',
    })
    .refine(({ nth, forMs }) => forMs === undefined || typeof nth !== 'number', {
      path: ['forMs'],
      error: 'a single call lasts no time: give nth as a range, such as { from: 2 }',
    }),
);

/**
 * Refuses rows that could never do what they say: one that silently does nothing makes a test pass.
 * @throws TypeError with every problem
 */
export function checkFaults(faults: readonly Fault[]): readonly Fault[] {
  const parsed = faultsSchema.safeParse(faults);
  if (parsed.success) return parsed.data;
  throw new TypeError(`faults can't be read as a table of faults: ${z.prettifyError(parsed.error)}`);
}
