import { createHash } from 'node:crypto';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import {
  askedCandidates,
  type Candidate,
  candidateKey,
  type FunctionReference,
  type InitializerEvent,
  type InitializerResult,
  type PayloadSource,
  type Plan,
  parseFunctionReference,
  parseInput,
  type Target,
  type TuningInput,
  type Warning,
} from '../contract/index.ts';
import { digestBudget } from '../core/digest/state-budget.ts';
import { invocationCost } from '../core/pricing/cost.ts';
import { priceOf } from '../core/pricing/price-of.ts';
import { pricesFor } from '../core/pricing/prices.ts';
import { readPayload, toPayloads } from './payload.ts';
import { probePrefix } from './probe-name.ts';
import { assertTunable, describeTarget, readLatest, readTarget } from './target.ts';

/** What the Initializer is set up with. */
export interface InitializerSettings {
  readonly defaultPowerValues: readonly number[];
  readonly visualizationUrl: string;
  /** Log group for probes in the stack's own region. */
  readonly probeLogGroup: string | undefined;
  readonly region: string | undefined;
  /** The state machine's own time limit: probes expire an hour after it. */
  readonly executionTimeoutSeconds: number;
}

export interface InitializerClients {
  readonly controlPlane: (region: string | undefined) => LambdaClient;
  readonly s3: () => S3Client;
}

/** Inline Map: so many branches at once at most. */
const MAX_BRANCHES = 40;
/** Simultaneous invocations in a burst of cold starts, where the input doesn't say. */
const DEFAULT_BURST = 10;
const EXPIRY_MARGIN_MS = 3_600_000;

/**
 * Parses the input, reads the target and plans the run. Creates, changes and invokes nothing.
 * @throws InvalidInput, TargetNotTunable, PriceMissing, PayloadNotReadable
 */
export async function initialize(
  event: InitializerEvent,
  settings: InitializerSettings,
  clients: InitializerClients,
): Promise<InitializerResult> {
  const input = parseInput(event.input);
  const reference = parseFunctionReference(input.lambdaARN) as FunctionReference;
  const lambda = clients.controlPlane(reference.region);
  const found = await readTarget(lambda, functionName(reference), reference.qualifier);
  assertTunable(found);
  const target = describeTarget(found, reference, await latestOf(lambda, reference, input, found));
  const payload = payloadSource(input);
  const payloadWeights = weightsOf(await readPayload(payload, clients.s3), input);
  const plan = makePlan(event, input, settings, target, payloadWeights);
  assertPriced(plan);
  const round = { number: 1, work: workOf(plan) };
  const digestBytes = digestBudget({ plan, payload, round });
  return { plan: { ...plan, digestBytes }, payload, round, digests: [] };
}

/** A plan whose share of the state has not been worked out yet. */
type Draft = Omit<Plan, 'digestBytes'>;

/** A price that is missing (of ephemeral storage, say) is found out here, not after everything was paid. */
function assertPriced({ prices, target, candidates }: Draft): void {
  for (const architecture of new Set(candidates.map((candidate) => candidate.architecture))) {
    const { memoryMB, ephemeralStorageMB } = target;
    invocationCost(priceOf(prices, architecture), { memoryMB, ephemeralStorageMB, billedMs: 1 });
  }
}

/** Lambda takes the account's number only as part of a partial or full ARN. */
function functionName({ functionName, accountId, region, partition }: FunctionReference): string {
  if (accountId === undefined) return functionName;
  if (region === undefined) return `${accountId}:function:${functionName}`;
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`;
}

/** What the Optimizer will hold on to. Without a qualifier the target is `$LATEST` itself. */
async function latestOf(
  lambda: LambdaClient,
  reference: FunctionReference,
  input: TuningInput,
  { configuration }: Awaited<ReturnType<typeof readTarget>>,
): Promise<Target['latest']> {
  const isLatest = reference.qualifier === undefined || reference.qualifier === '$LATEST';
  if (!isLatest && input.autoOptimize) return await readLatest(lambda, functionName(reference));
  return { codeSha256: configuration.CodeSha256 ?? '', revisionId: configuration.RevisionId ?? '' };
}

function payloadSource(input: TuningInput): PayloadSource {
  if (input.payloadS3 !== undefined) return { kind: 's3', uri: input.payloadS3 };
  return input.payload === undefined ? { kind: 'none' } : { kind: 'inline', value: input.payload };
}

/** A weighted list may lie in S3 too: it has to keep the same rules. */
function weightsOf(event: unknown, input: TuningInput): number[] {
  if (input.payloadS3 !== undefined)
    parseInput({ lambdaARN: input.lambdaARN, num: input.num, payload: event });
  return [...toPayloads(event).weights];
}

function makePlan(
  event: InitializerEvent,
  input: TuningInput,
  settings: InitializerSettings,
  target: Target,
  payloadWeights: number[],
): Draft {
  const candidates = askedCandidates(input, target.architecture, settings.defaultPowerValues);
  const baseline: Candidate | undefined = input.baseline
    ? { architecture: target.architecture, memoryMB: target.memoryMB }
    : undefined;
  const measured = [...candidates, ...(baseline === undefined ? [] : [baseline])];
  const architectures = [...new Set(measured.map(({ architecture }) => architecture))];
  const num = input.dryRun ? 1 : input.num;
  return {
    schemaVersion: 1,
    executionArn: event.executionArn,
    startedAt: event.startedAt,
    target,
    candidates,
    ...(baseline === undefined ? {} : { baseline }),
    num,
    concurrency: concurrencyOf(input, num),
    mapConcurrency: Math.min(MAX_BRANCHES, measured.length),
    candidateTimeoutSeconds: input.candidateTimeoutSeconds,
    payloadWeights,
    strategy: input.strategy,
    balancedWeight: input.balancedWeight,
    discardTopBottom: input.discardTopBottom,
    sleepBetweenRunsMs: input.sleepBetweenRunsMs,
    onlyColdStarts: input.onlyColdStarts,
    allowedExceptions: input.allowedExceptions,
    disablePayloadLogs: input.disablePayloadLogs,
    includeOutputResults: input.includeOutputResults,
    ...(input.preProcessorARN === undefined ? {} : { preProcessorARN: input.preProcessorARN }),
    ...(input.postProcessorARN === undefined ? {} : { postProcessorARN: input.postProcessorARN }),
    visualizationUrl: input.visualizationUrl ?? settings.visualizationUrl,
    dryRun: input.dryRun,
    apply: input.autoOptimize && !input.dryRun,
    ...(input.autoOptimize && input.autoOptimizeAlias !== undefined
      ? { applyAlias: input.autoOptimizeAlias }
      : {}),
    prices: pricesFor(target.region, architectures, input.prices, event.startedAt.slice(0, 10)),
    seed: input.seed ?? seedOf(event.executionArn),
    probePrefix: probePrefix(event.executionArn),
    // A log group is of one region; probes elsewhere write to their default groups.
    ...(settings.probeLogGroup !== undefined && settings.region === target.region
      ? { probeLogGroup: settings.probeLogGroup }
      : {}),
    probesExpireAt: new Date(
      Date.parse(event.startedAt) + settings.executionTimeoutSeconds * 1000 + EXPIRY_MARGIN_MS,
    ).toISOString(),
    checks: checksOf(target, candidates),
    warnings: warningsOf(input),
  };
}

/** `parallelInvocation` is the other tool's word for all at once. */
function concurrencyOf(input: TuningInput, num: number): number {
  const asked =
    input.concurrency ?? (input.parallelInvocation ? num : input.onlyColdStarts ? DEFAULT_BURST : 1);
  return Math.min(asked, num);
}

/** The same execution always draws the same random numbers. */
function seedOf(executionArn: string): number {
  return createHash('sha256').update(executionArn).digest().readUInt32BE(0);
}

function checksOf(target: Target, candidates: readonly Candidate[]): Plan['checks'] {
  return [
    { name: 'input', message: `${candidates.length} candidates: ${candidates.map(candidateKey).join(', ')}` },
    {
      name: 'target',
      message: `${target.functionArn} (${target.version}) can be read and copied: ${target.memoryMB} MB on ${target.architecture}, timeout ${target.timeoutSeconds} s`,
    },
  ];
}

function warningsOf(input: TuningInput): Warning[] {
  return input.autoOptimizeAlias !== undefined && !input.autoOptimize
    ? [
        {
          code: 'alias-ignored',
          message: 'autoOptimizeAlias does nothing without autoOptimize: true; nothing will be applied',
        },
      ]
    : [];
}

/** A dry run makes and invokes one probe, of the current configuration or the first candidate. */
function workOf(plan: Draft): InitializerResult['round']['work'] {
  const { baseline, candidates } = plan;
  const extra =
    baseline === undefined ||
    candidates.some((candidate) => candidateKey(candidate) === candidateKey(baseline))
      ? []
      : [baseline];
  const all = plan.dryRun
    ? [baseline ?? candidates[0]].flatMap((one) => one ?? [])
    : [...candidates, ...extra];
  return all.map(({ architecture, memoryMB }) => ({ architecture, memoryMB, samples: plan.num }));
}
