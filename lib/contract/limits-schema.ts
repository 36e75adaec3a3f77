import * as z from 'zod';
import { LIMIT_KEYS, type LimitKey } from './limits.ts';

const OVER_0 = 'a number over 0';
const HEADROOM = { min: 0, max: 90 } as const;
const HEADROOM_ALLOWED = `a number from ${HEADROOM.min} to ${HEADROOM.max}`;
const ALLOWED = `{${LIMIT_KEYS.join(', ')}}, at least one of them`;

const overZero = () => z.number({ error: OVER_0 }).gt(0, { error: OVER_0 }).optional();

/** Limits as an input gives them: see LIMIT_KEYS. */
export const limitsSchema = z
  .strictObject(
    {
      p99Ms: overZero(),
      p90Ms: overZero(),
      meanMs: overZero(),
      coldP99Ms: overZero(),
      costPerMillionUsd: overZero(),
      minHeadroomPercent: z
        .number({ error: HEADROOM_ALLOWED })
        .min(HEADROOM.min, { error: HEADROOM_ALLOWED })
        .max(HEADROOM.max, { error: HEADROOM_ALLOWED })
        .optional(),
    } satisfies Record<LimitKey, unknown>,
    { error: ALLOWED },
  )
  .refine((limits) => Object.keys(limits).length > 0, { error: ALLOWED });
export type Limits = z.output<typeof limitsSchema>;
