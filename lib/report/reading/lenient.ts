// The small form of zod: the page carries it.
import * as z from 'zod/mini';
import type { Owner } from '../../contract/afterwards.ts';
import type { CanaryOutcome } from '../../contract/canary-outcome.ts';
import type { Outcome } from '../../contract/kept.ts';
import type { SearchStop } from '../../contract/search.ts';

/**
 * A result, as far as it can be shown: what a picture needs of lib/contract/result.ts, each part absent where it is
 * not what it should be. Whoever opens a report may have it from anywhere; one odd figure must not hide the others.
 */

/** Beyond it no axis has room, and a million times an amount is no number any more. */
const LARGEST = 1e15;
/** Below it nothing can be told from zero, and no axis has steps. */
const SMALLEST = 1e-15;
/** In MB: far beyond what Lambda has, and still on an axis. */
const LARGEST_SIZE = 2 ** 20;
/** Longer texts are cut: nobody reads them in a picture, and a page has to stay a page. In characters. */
const MAX_TEXT = 4000;
const MAX_NAME = 120;
/** A link is never cut: half of one is none. */
const MAX_LINK = 100_000;
/** Longer lists are cut, or left out where a part of them would say something else. */
const MAX_ITEMS = 2000;

/** A number that can be drawn; NaN, infinities and what is out of all proportion are none. */
const finite = z.number().check(z.gte(-LARGEST), z.lte(LARGEST));
const nonnegative = z.number().check(z.nonnegative(), z.lte(LARGEST));
const share = z.number().check(z.nonnegative(), z.lte(1));
const size = z.int().check(z.positive(), z.lte(LARGEST_SIZE));
const optional = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);
const text = z.string();
const words = z.pipe(
  text,
  z.transform((given: string) => given.slice(0, MAX_TEXT).toWellFormed()),
);
const line = z.pipe(text, z.transform(nameOf));
const link = text.check(z.maxLength(MAX_LINK), z.regex(/^https?:\/\/[\x21-\x7e]+$/));

/** Items that are none are left out, not the whole list. */
const items = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.catch(z.array(z.unknown()), []),
    z.transform((list: unknown[]) =>
      list.slice(0, MAX_ITEMS).flatMap((item): z.output<T>[] => {
        const { success, data } = schema.safeParse(item);
        return success ? [data as z.output<T>] : [];
      }),
    ),
  );

/** Without its interval where that is none. */
const figure = z.pipe(
  z.object({
    value: nonnegative,
    n: optional(nonnegative),
    low: optional(finite),
    high: optional(finite),
  }),
  z.transform(({ value, n, low, high }: { value: number } & Partial<Record<'n' | 'low' | 'high', number>>) =>
    low === undefined || high === undefined || low > high
      ? { value: steady(value), n }
      : { value: steady(value), n, low: steady(low), high: steady(high) },
  ),
);

function steady(value: number): number {
  return Math.abs(value) < SMALLEST ? 0 : value;
}

const distribution = z.object({
  mean: figure,
  p50: optional(figure),
  p90: optional(figure),
  p99: optional(figure),
  quantiles: optional(
    z.pipe(
      z.array(nonnegative).check(z.minLength(1), z.maxLength(MAX_ITEMS)),
      z.transform((values: number[]) => values.map(steady).sort((a, b) => a - b)),
    ),
  ),
});

const limitCheck = z.object({ met: z.boolean(), overPercent: optional(finite) });
const interval = z.object({ low: finite, high: finite });

const lenientCandidate = z.object({
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
  blended: optional(z.object({ rate: share, latencyMs: distribution, costUsd: figure })),
  maxMemoryUsedMB: optional(nonnegative),
  memoryTight: optional(z.boolean()),
  limits: optional(z.record(text, optional(limitCheck))),
  failures: items(z.object({ reason: words, count: nonnegative })),
});
export type LenientCandidate = z.output<typeof lenientCandidate>;

const span = z.pipe(
  z.object({ value: nonnegative, low: optional(finite), high: optional(finite) }),
  z.transform(({ value, low, high }: { value: number } & Partial<Record<'low' | 'high', number>>) =>
    low === undefined || high === undefined || low > high
      ? { value: steady(value) }
      : { value: steady(value), low: steady(low), high: steady(high) },
  ),
);
const pastConfiguration = z.object({
  architecture: z.enum(['x86_64', 'arm64']),
  memoryMB: size,
  costUsd: span,
  durationMs: span,
});
const outcome = z.enum(['unchanged', 'better', 'regressed'] satisfies readonly Outcome[]);
/** What a browser can make a date of, and nothing that is longer than one. */
const instant = text.check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/),
  z.refine((given: string) => !Number.isNaN(Date.parse(given))),
);
const canaryOutcome = z.enum([
  'complete',
  'back',
  'moved',
  'failed',
] satisfies readonly CanaryOutcome['outcome'][]);
const pastRun = z.object({
  startedAt: instant,
  outcome,
  recommended: pastConfiguration,
  current: optional(pastConfiguration),
  applied: z.boolean(),
  canary: optional(z.object({ outcome: optional(canaryOutcome) })),
  currency: z.enum(['USD', 'CNY']),
});
export type LenientPastRun = z.output<typeof pastRun>;

const named = z.object({ architecture: text, memoryMB: size });
const OWNER_TOOLS = ['cloudformation', 'sam', 'cdk', 'terraform', 'serverless', 'pulumi'] as const;
const SEARCH_STOPS = ['sure', 'no-gain', 'max-invocations', 'max-cost', 'nothing-left'] as const;

export const lenientResult = z.object({
  schemaVersion: z.literal(1),
  title: optional(line),
  measuredBy: optional(z.enum(['aws', 'process', 'replayed'])),
  source: optional(words),
  stateMachine: optional(z.object({ visualization: optional(link) })),
  links: optional(z.object({ viewer: optional(link), report: optional(z.object({ url: optional(link) })) })),
  target: optional(z.object({ functionArn: optional(words), region: optional(line) })),
  recommendation: optional(
    z.object({
      ...named.shape,
      strategy: optional(line),
      coldStartRate: optional(share),
      sentence: optional(words),
      confidence: optional(share),
      ties: items(named),
      pareto: items(named),
      saving: optional(
        z.object({
          costPercent: finite,
          durationPercent: finite,
          costPercentInterval: optional(interval),
          durationPercentInterval: optional(interval),
        }),
      ),
      monthly: optional(z.object({ invocations: nonnegative })),
    }),
  ),
  baseline: optional(named),
  candidates: items(lenientCandidate),
  search: optional(
    z.object({
      stopped: z.enum(SEARCH_STOPS satisfies readonly SearchStop[]),
      invocations: nonnegative,
      previous: optional(z.object({ startedAt: line })),
    }),
  ),
  applied: optional(
    z.object({
      memoryMB: size,
      architecture: optional(line),
      version: optional(line),
      alias: optional(line),
      canary: optional(z.object({ share, minutes: nonnegative })),
    }),
  ),
  proposal: optional(
    z.object({
      memoryMB: size,
      architecture: z.enum(['x86_64', 'arm64']),
      reason: words,
      owner: optional(
        z.object({
          tool: z.enum(OWNER_TOOLS satisfies readonly Owner['tool'][]),
          stack: optional(line),
          resource: optional(line),
        }),
      ),
      // Half of a change is none.
      change: text.check(z.maxLength(MAX_TEXT)),
    }),
  ),
  warnings: items(z.object({ code: optional(text), message: words })),
  why: items(z.object({ round: nonnegative, decision: words })),
  outcome: optional(
    z.object({
      outcome,
      change: optional(
        z.object({
          architecture: z.enum(['x86_64', 'arm64']),
          memoryMB: size,
          costPercent: finite,
          durationPercent: finite,
        }),
      ),
      before: optional(z.object({ startedAt: instant })),
    }),
  ),
  history: items(pastRun),
  run: optional(
    z.object({
      startedAt: optional(line),
      seconds: optional(nonnegative),
      invocations: optional(nonnegative),
      costUsd: optional(nonnegative),
      cost: optional(
        z.object({
          invocationsUsd: optional(nonnegative),
          stagesUsd: optional(nonnegative),
          stateTransitionsUsd: optional(nonnegative),
          stateTransitions: optional(nonnegative),
        }),
      ),
      seed: optional(finite),
      samples: optional(words),
      prices: optional(z.object({ asOf: optional(line), source: optional(words), currency: optional(text) })),
    }),
  ),
});
export type LenientResult = z.output<typeof lenientResult>;

/**
 * aws-lambda-power-tuning's output; its averages are all that is known. Without its answer it may be a link alone,
 * as documents.ts makes one.
 */
export const lenientAverages = z.object({
  title: optional(line),
  power: optional(size),
  cost: optional(nonnegative),
  duration: optional(nonnegative),
  stateMachine: optional(
    z.object({
      visualization: optional(link),
      executionCost: optional(nonnegative),
      lambdaCost: optional(nonnegative),
    }),
  ),
  stats: items(
    z.object({
      value: size,
      averagePrice: nonnegative,
      averageDuration: nonnegative,
      architecture: optional(z.enum(['x86_64', 'arm64'])),
    }),
  ),
});
export type LenientAverages = z.output<typeof lenientAverages>;

/** A line that says what something is called, from what anybody wrote. */
export function nameOf(given: string): string {
  return given
    .slice(0, MAX_TEXT)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{C}/gu, '\uFFFD')
    .trim()
    .slice(0, MAX_NAME)
    .toWellFormed();
}

/** Whether a number is one that can be drawn. */
export function isDrawable(value: number): boolean {
  return value === 0 || (value >= SMALLEST && value <= LARGEST);
}
