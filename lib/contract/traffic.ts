import * as z from 'zod';

const RATE_ALLOWED = 'a number from 0 to 1';
const MONTHLY = { min: 1, max: 1e12 } as const;
const MONTHLY_ALLOWED = `a whole number from ${MONTHLY.min} to ${MONTHLY.max}`;

/** Which share of the function's invocations in production are cold starts. */
export const coldStartRateSchema = z
  .number({ error: RATE_ALLOWED })
  .min(0, { error: RATE_ALLOWED })
  .max(1, { error: RATE_ALLOWED });

/** How often the function is invoked in a month. */
export const monthlyInvocationsSchema = z
  .int({ error: MONTHLY_ALLOWED })
  .min(MONTHLY.min, { error: MONTHLY_ALLOWED })
  .max(MONTHLY.max, { error: MONTHLY_ALLOWED });
