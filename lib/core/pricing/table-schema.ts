import * as z from 'zod';

/**
 * The shape of lambda-prices.json: as it is collected by hand, and as `npm run prices:refresh` writes it.
 * A price has the unit of AWS's list, beside it the currency of its region: `requestPerMillion` is US dollars,
 * `requestPerMillionCny` yuan. A key that is missing was not seen anywhere: it is neither zero nor a default.
 * Unknown keys are refused, so that a mistyped one can't pass for a price that is missing.
 */

const amount = z.number().min(0);
const sources = z.array(z.string()).min(1);

/** One price of a GB-second, up to a volume. */
const tierSchema = z
  .strictObject({
    /** GB-seconds a month, of a region and architecture together; null without a bound; missing where none was seen. */
    upTo: z.number().positive().nullable().optional(),
    usd: amount.optional(),
    cny: amount.optional(),
    /** The price was seen only rounded. */
    approximate: z.literal(true).optional(),
  })
  .refine(({ usd, cny }) => (usd === undefined) !== (cny === undefined), {
    error: 'a tier has one price: usd or cny',
  });

const rowSchema = z.strictObject({
  gbSecond: z
    .array(tierSchema)
    .min(1)
    .refine(ascends, { error: 'tiers in order of upTo, the last of several without a bound (null)' })
    .optional(),
  requestPerMillion: amount.optional(),
  requestPerMillionCny: amount.optional(),
  /** For each GB of /tmp over 512 MB. */
  ephemeralGbSecond: amount.optional(),
  ephemeralGbSecondCny: amount.optional(),
  /** For every second that it is configured. */
  provisionedConcurrencyGbSecond: amount.optional(),
  provisionedConcurrencyGbSecondCny: amount.optional(),
  /** For the run of an invocation that it serves, in place of `gbSecond`. */
  provisionedDurationGbSecond: amount.optional(),
  provisionedDurationGbSecondCny: amount.optional(),
  /** The day on which it was read, where that isn't the table's. */
  asOf: z.iso.date().optional(),
  sources,
  note: z.string().optional(),
});

const snapStartSchema = z.strictObject({
  cacheGbSecond: amount.optional(),
  cacheGbSecondCny: amount.optional(),
  restorePerGb: amount.optional(),
  restorePerGbCny: amount.optional(),
  cacheMinimumHours: z.number().positive(),
  note: z.string().optional(),
  sources,
});

const regionSchema = z.strictObject({
  currency: z.enum(['USD', 'CNY']),
  x86_64: rowSchema.optional(),
  arm64: rowSchema.optional(),
  snapStart: snapStartSchema.optional(),
  note: z.string().optional(),
  // What is sold beside, seen for one region. Nothing here is priced by it: such functions are refused, or it is
  // for what a run doesn't do.
  tenantIsolation: z
    .strictObject({ x86_64PerGbCreated: amount, arm64PerGbCreated: amount, sources })
    .optional(),
  durable: z
    .strictObject({ perOperation: amount, perGbWritten: amount, perGbMonthStored: amount, sources })
    .optional(),
  managedInstances: z
    .strictObject({
      requestPerMillion: amount,
      managementFeePercentOfEc2OnDemand: amount,
      example: z.record(z.string(), amount),
      sources,
    })
    .optional(),
  responseStreamingPerGb: z.strictObject({ usd: amount, freeGiBPerMonth: amount, sources }).optional(),
});

const metaSchema = z.strictObject({
  /** The day of all rows without one of their own, as in 2026-11-20. */
  collected: z.iso.date(),
  unit: z.string(),
  absent: z.string(),
  tierRule: z.strictObject({
    text: z.string(),
    seenAsPricesFor: z.array(z.string()),
    otherRegions: z.string(),
    sources,
  }),
  freeTier: z.strictObject({
    requestsPerMonth: amount,
    gbSecondsPerMonth: amount,
    note: z.string(),
    sources,
  }),
  ephemeral: z.string(),
  provisionedConcurrency: z.string(),
  regionsWithLambdaButNoPriceSeen: z.array(z.string()),
  regionsMissingArm64Price: z.array(z.string()),
  liveSource: z.string(),
  /** Where numbers were taken from, by the names that the rows give. */
  sources: z.record(z.string(), z.string()),
});

const stepFunctionsSchema = z.strictObject({
  standardPer1000Transitions: z.record(
    z.string(),
    z.strictObject({ usd: amount.optional(), cny: amount.optional(), sources }),
  ),
  express: z.record(
    z.string(),
    z.strictObject({
      requestPerMillion: amount,
      gbSecond: z.array(
        z.strictObject({
          upToGbHours: z.number().positive().nullable(),
          usdPerGbHour: amount,
          derived: z.string().optional(),
        }),
      ),
      durationRoundingMs: amount,
      memoryChunkMb: amount,
      sources,
    }),
  ),
  freeTransitionsPerMonth: amount,
});

export type TierEntry = z.output<typeof tierSchema>;
export type RowEntry = z.output<typeof rowSchema>;
export type SnapStartEntry = z.output<typeof snapStartSchema>;
export type RegionEntry = z.output<typeof regionSchema>;

/** The table, taken apart into what it says of itself, of Step Functions, and of each region. */
export interface PriceFile {
  readonly meta: z.output<typeof metaSchema>;
  readonly stepFunctions: z.output<typeof stepFunctionsSchema>;
  readonly regions: Readonly<Record<string, RegionEntry>>;
}

/**
 * Reads the JSON of the table, whole.
 * @throws ZodError with every problem and its path.
 */
export function readPriceFile(json: unknown): PriceFile {
  const { _meta, _stepFunctions, ...regions } = z
    .looseObject({ _meta: metaSchema, _stepFunctions: stepFunctionsSchema })
    .parse(json);
  return {
    meta: _meta,
    stepFunctions: _stepFunctions,
    regions: z.record(z.string(), regionSchema).parse(regions),
  };
}

/** The JSON of a table, as it stands in the file: what is unchanged stays the same text. */
export function priceFileText({ meta, stepFunctions, regions }: PriceFile): string {
  return `${JSON.stringify({ _meta: meta, ...regions, _stepFunctions: stepFunctions }, null, 1)}\n`;
}

function ascends(tiers: readonly TierEntry[]): boolean {
  const bounds = tiers.map(({ upTo }) => (upTo === null ? Number.POSITIVE_INFINITY : upTo));
  if (bounds.length === 1) return true;
  return (
    bounds.at(-1) === Number.POSITIVE_INFINITY &&
    bounds.every(
      (bound, index) => bound !== undefined && bound > (index === 0 ? 0 : (bounds[index - 1] ?? 0)),
    )
  );
}
