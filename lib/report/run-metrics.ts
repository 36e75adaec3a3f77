import type { EventOutcome, TuningResult } from '../contract/index.ts';

/** Where the tuner's own metrics are in CloudWatch. */
export const METRICS_NAMESPACE = 'PowerTuner';

/** Names of the metrics. Those of a function have its name as a dimension beside the state machine's. */
export const METRICS = {
  runCost: 'RunCost',
  invocations: 'Invocations',
  confidence: 'Confidence',
  savingPercent: 'SavingPercent',
  recommendedMemory: 'RecommendedMemoryMB',
  runs: 'Runs',
} as const;

/** Names of the dimensions. */
export const DIMENSIONS = { stateMachine: 'StateMachine', function: 'Function', outcome: 'Outcome' } as const;

/** Values of that of outcomes. */
export { EVENT_OUTCOMES } from '../contract/index.ts';

/** Figures that are put into CloudWatch together. */
export interface MetricSet {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: readonly { readonly name: string; readonly unit: MetricUnit; readonly value: number }[];
}

/** CloudWatch's names of units. */
type MetricUnit = 'Count' | 'Megabytes' | 'None' | 'Percent';

/**
 * What a run leaves in CloudWatch: its totals for the state machine, and its answer for the function. Each
 * metric costs money for every combination of its dimensions, so there are no others: not the execution, the
 * version or the size.
 * @param region the stack's own; functions of others are told apart by theirs
 */
export function runMetrics(result: TuningResult, region: string | undefined): readonly MetricSet[] {
  const { run, recommendation, target } = result;
  const stateMachine = stateMachineOf(run.executionArn);
  const [, , , , , , name = ''] = target.functionArn.split(':');
  const functionName = region === undefined || target.region === region ? name : `${target.region}/${name}`;
  const { saving, confidence } = recommendation;
  const savings =
    saving === undefined
      ? []
      : [{ name: METRICS.savingPercent, unit: 'Percent' as const, value: saving.costPercent }];
  return [
    {
      dimensions: { [DIMENSIONS.stateMachine]: stateMachine },
      values: [
        { name: METRICS.runCost, unit: 'None', value: run.costUsd },
        { name: METRICS.invocations, unit: 'Count', value: run.invocations },
        ...(confidence === undefined
          ? []
          : [{ name: METRICS.confidence, unit: 'None' as const, value: confidence }]),
        ...savings,
      ],
    },
    {
      dimensions: { [DIMENSIONS.stateMachine]: stateMachine, [DIMENSIONS.function]: functionName },
      values: [
        { name: METRICS.recommendedMemory, unit: 'Megabytes', value: recommendation.memoryMB },
        ...savings,
      ],
    },
  ];
}

/** That a run ended so: what an alarm counts. A metric for each outcome, whatever the function. */
export function outcomeMetrics(executionArn: string, outcome: EventOutcome): MetricSet {
  return {
    dimensions: { [DIMENSIONS.stateMachine]: stateMachineOf(executionArn), [DIMENSIONS.outcome]: outcome },
    values: [{ name: METRICS.runs, unit: 'Count', value: 1 }],
  };
}

function stateMachineOf(executionArn: string): string {
  return executionArn.split(':')[6] ?? '';
}
