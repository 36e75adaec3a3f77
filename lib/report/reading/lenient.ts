// The small form of zod: the page carries it.
import * as z from 'zod/mini';
import { isDrawable } from './drawable.ts';

/**
 * A result, as far as it can be shown: what a picture needs of lib/contract/result.ts, each part absent where it is
 * not what it should be. Whoever opens a report may have it from anywhere; one odd figure must not hide the others.
 */

/** A number that can be drawn; NaN and infinities are none. */
const finite = z.number().check(z.refine(isDrawable));
const nonnegative = z.number().check(z.nonnegative(), z.refine(isDrawable));
const optional = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);
const text = z.string();
/** Longer texts are cut: nobody reads them in a picture, and a page has to stay a page. */
const MAX_TEXT = 4000;
const words = z.pipe(
  text,
  z.transform((given: string) => given.slice(0, MAX_TEXT).toWellFormed()),
);

const figure = z.object({
  value: nonnegative,
  n: optional(nonnegative),
  low: optional(finite),
  high: optional(finite),
});

const distribution = z.object({
  mean: figure,
  p50: optional(figure),
  p90: optional(figure),
  p99: optional(figure),
  quantiles: optional(z.array(nonnegative)),
});

const limitCheck = z.object({ met: z.boolean(), overPercent: optional(finite) });

/** On any size that a chart's axis can hold. */
const size = z.int().check(z.positive());

export const lenientCandidate = z.object({
  architecture: z.enum(['x86_64', 'arm64']),
  memoryMB: size,
  status: z.enum(['measured', 'failed', 'not-measurable', 'skipped']),
  reason: optional(words),
  warm: optional(z.object({ durationMs: distribution, costUsd: figure })),
  cold: optional(
    z.object({
      initMs: optional(distribution),
      restoreMs: optional(distribution),
      latencyMs: distribution,
      costUsd: figure,
    }),
  ),
  blended: optional(z.object({ rate: finite, latencyMs: distribution, costUsd: figure })),
  maxMemoryUsedMB: optional(finite),
  memoryTight: optional(z.boolean()),
  limits: optional(z.record(text, optional(limitCheck))),
  failures: z.catch(z.array(z.object({ reason: words, count: finite })), []),
});
export type LenientCandidate = z.output<typeof lenientCandidate>;

const named = z.object({ architecture: text, memoryMB: finite });
/** Items that are none are left out, not the whole list. */
const items = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.catch(z.array(z.unknown()), []),
    z.transform((list: unknown[]) =>
      list.flatMap((item): z.output<T>[] => {
        const { success, data } = schema.safeParse(item);
        return success ? [data as z.output<T>] : [];
      }),
    ),
  );

export const lenientResult = z.object({
  schemaVersion: z.literal(1),
  title: optional(words),
  measuredBy: optional(z.enum(['aws', 'process', 'replayed'])),
  source: optional(words),
  target: optional(z.object({ functionArn: optional(words), region: optional(words) })),
  recommendation: optional(
    z.object({
      ...named.shape,
      strategy: optional(text),
      coldStartRate: optional(finite),
      sentence: optional(words),
      confidence: optional(finite),
      ties: items(named),
      pareto: items(named),
      monthly: optional(z.object({ invocations: finite })),
    }),
  ),
  baseline: optional(named),
  candidates: items(lenientCandidate),
  warnings: items(z.object({ code: optional(text), message: words })),
  why: items(z.object({ round: finite, decision: words })),
  run: optional(
    z.object({
      startedAt: optional(words),
      seconds: optional(finite),
      invocations: optional(finite),
      costUsd: optional(finite),
      seed: optional(finite),
      samples: optional(words),
      prices: optional(
        z.object({ asOf: optional(words), source: optional(words), currency: optional(text) }),
      ),
    }),
  ),
});
export type LenientResult = z.output<typeof lenientResult>;

/** aws-lambda-power-tuning's output; its averages are all that is known. */
export const lenientAverages = z.object({
  power: finite,
  cost: finite,
  duration: finite,
  stateMachine: optional(
    z.object({
      visualization: optional(text),
      executionCost: optional(finite),
      lambdaCost: optional(finite),
    }),
  ),
  stats: items(z.object({ value: size, averagePrice: nonnegative, averageDuration: nonnegative })),
});
