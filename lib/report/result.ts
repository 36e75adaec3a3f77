import {
  candidateKey,
  type Decision,
  type OptimizerResult,
  type Plan,
  runPrefix,
  type TuningResult,
} from '../contract/index.ts';
import { runCost, runPrices } from '../core/pricing/run-cost.ts';
import type { RunUse } from '../core/pricing/run-use.ts';
import { snapStartLeftOut } from '../core/pricing/snap-start-left-out.ts';
import { paretoFront } from '../core/strategy/pareto.ts';
import { visualizationLink } from './link.ts';
import { proposalOf } from './proposal/proposal.ts';
import { sentence } from './sentence.ts';

/** The output of an execution: aws-lambda-power-tuning's fields with their meaning, and ours beside them. */
export function reportResult(
  plan: Plan,
  decision: Decision,
  optimizer: OptimizerResult | undefined,
  now: Date,
  use: ReportedUse = {},
): TuningResult {
  const { recommendation, candidates } = decision;
  const asked = new Set(plan.candidates.map(candidateKey));
  const averages = decision.averages.filter((average) => asked.has(candidateKey(average)));
  const { prices, baseline } = plan;
  const { settingsSha256 } = plan.target;
  const own = baseline && candidates.find((candidate) => candidateKey(candidate) === candidateKey(baseline));
  const cost = costOfRun(plan, decision, use);
  const executionCost = cost.stateTransitionsUsd;
  const proposal = proposalOf(plan, decision, optimizer);
  return {
    schemaVersion: 1,
    power: recommendation.memoryMB,
    cost: decision.cost,
    duration: decision.duration,
    stateMachine: {
      ...(executionCost === undefined ? {} : { executionCost }),
      lambdaCost: decision.lambdaCost,
      visualization: visualizationLink(plan, averages),
    },
    ...(plan.includeOutputResults ? { stats: averages.map(statsItem) } : {}),
    architecture: recommendation.architecture,
    memoryMB: recommendation.memoryMB,
    measuredBy: decision.measuredBy,
    ...(decision.source === undefined ? {} : { source: decision.source }),
    target: {
      functionArn: plan.target.functionArn,
      codeSha256: plan.target.codeSha256,
      region: plan.target.region,
      ...(settingsSha256 === undefined ? {} : { configurationSha256: settingsSha256 }),
    },
    recommendation: {
      ...recommendation,
      sentence: sentence(plan, decision),
      pareto: paretoOf(averages),
    },
    ...(own === undefined ? {} : { baseline: own }),
    candidates,
    ...(optimizer?.applied === undefined ? {} : { applied: optimizer.applied }),
    ...(proposal === undefined ? {} : { proposal }),
    ...searched(plan),
    warnings: [...decision.warnings, ...(optimizer?.warnings ?? []), ...(use.warnings ?? [])],
    run: {
      executionArn: plan.executionArn,
      startedAt: plan.startedAt,
      seconds: (now.getTime() - Date.parse(plan.startedAt)) / 1000,
      invocations: decision.invocations,
      costUsd: cost.invocationsUsd + (cost.stagesUsd ?? 0) + (executionCost ?? 0),
      cost,
      ...(plan.schedule === undefined ? {} : { schedule: plan.schedule }),
      seed: plan.seed,
      ...(plan.resultsBucket === undefined || plan.onlyResult
        ? {}
        : { samples: `s3://${plan.resultsBucket}/${runPrefix(plan)}samples/` }),
      prices: { asOf: prices.asOf, source: prices.source, currency: prices.currency },
    },
  };
}

/** What the run itself used, and where. Without it the transitions are those that the Analyzer expects. */
export interface ReportedUse extends RunUse {
  /** The stack's region; the target's where absent. */
  readonly region?: string | undefined;
  readonly warnings?: TuningResult['warnings'];
}

function costOfRun(plan: Plan, decision: Decision, use: ReportedUse): TuningResult['run']['cost'] {
  const region = use.region ?? plan.target.region;
  const stateTransitions = use.stateTransitions ?? decision.stateTransitions;
  const known = runCost(
    { invocations: decision.lambdaCost, stages: use.stages, stateTransitions },
    runPrices(region, plan.prices.currency),
    region,
  );
  const missing = [
    ...known.missing,
    ...(use.stages === undefined ? ["how long the tuner's own functions ran is not known"] : []),
    ...snapStartLeftOut(plan).map((what) => `${what}: see the warning`),
  ];
  return {
    invocationsUsd: known.invocations,
    ...(known.stages === undefined ? {} : { stagesUsd: known.stages }),
    ...(known.stateTransitions === undefined ? {} : { stateTransitionsUsd: known.stateTransitions }),
    stateTransitions,
    ...(missing.length === 0 ? {} : { missing }),
  };
}

/** How the search went, where there was one. */
function searched({ search }: Plan): Pick<TuningResult, 'search' | 'why'> {
  if (search?.outcome === undefined) return {};
  const { outcome, tolerance, confidence, asked, maxInvocations, why, previous } = search;
  return {
    search: {
      ...outcome,
      tolerance,
      confidence,
      invocations: asked,
      maxInvocations,
      ...(outcome.borneOut === true && previous !== undefined ? { previous } : {}),
    },
    why,
  };
}

function paretoOf(averages: Decision['averages']): TuningResult['recommendation']['pareto'] {
  const points = averages.map(({ duration, ...average }) => ({ ...average, durationMs: duration }));
  return paretoFront(points).map(({ architecture, memoryMB, cost, durationMs }) => ({
    architecture,
    memoryMB,
    costUsd: cost,
    durationMs,
  }));
}

function statsItem({ memoryMB, cost, duration, architecture }: Decision['averages'][number]) {
  return { value: memoryMB, averagePrice: cost, averageDuration: duration, architecture };
}

/** The output of a dry run: the plan, and what was checked by doing it once. */
export function reportDryRun(plan: Plan) {
  // To estimate a cost takes an invocation of each payload.
  const invoked = plan.maxCost !== undefined && plan.payloadWeights.length > 1 ? 'with each payload' : 'once';
  return {
    dryRun: true as const,
    plan,
    checks: [
      ...plan.checks,
      plan.isolation === 'probe'
        ? {
            name: 'probe',
            message: `one probe was created from the target, became active, was invoked ${invoked} and was deleted`,
          }
        : {
            name: 'version',
            message: `one version of the target was published, became active, was invoked ${invoked} and was deleted, and $LATEST was put back`,
          },
    ],
  };
}
