import type {
  Candidate,
  CandidateResult,
  Distribution,
  Figure,
  Recommendation,
  TuningResult,
} from '../../lib/contract/index.ts';

/** A figure of twenty samples, or without an interval where no ends are given. */
export function figure(value: number, low?: number, high?: number): Figure {
  return low === undefined || high === undefined
    ? { value, n: 4, note: 'n < 5' }
    : { value, n: 20, low, high };
}

export function distribution(
  mean: Figure,
  quantiles: Partial<Omit<Distribution, 'mean'>> = {},
): Distribution {
  return { mean, p50: mean, p90: mean, p99: mean, ...quantiles };
}

/** A candidate that was measured: its warm duration and the cost of one invocation. */
export function measured(
  { architecture, memoryMB }: Candidate,
  durationMs: Distribution,
  costUsd: Figure,
  more: Partial<CandidateResult> = {},
): CandidateResult {
  return {
    architecture,
    memoryMB,
    status: 'measured',
    warm: { durationMs, costUsd },
    maxMemoryUsedMB: 100,
    invocations: 20,
    failures: [],
    ...more,
  };
}

export interface Tuned {
  readonly candidates: readonly CandidateResult[];
  readonly recommended: Candidate;
  readonly current?: Candidate;
  readonly saving?: Recommendation['saving'];
  readonly more?: Partial<TuningResult>;
}

/** A whole result, of what a test says of it. */
export function tunedResult({ candidates, recommended, current, saving, more = {} }: Tuned): TuningResult {
  const { architecture, memoryMB } = recommended;
  const baseline = candidates.find(
    (one) => one.memoryMB === current?.memoryMB && one.architecture === current.architecture,
  );
  return {
    schemaVersion: 1,
    power: memoryMB,
    cost: 1e-6,
    duration: 100,
    stateMachine: { lambdaCost: 0.01, visualization: 'https://lambda-power-tuning.show/#' },
    architecture,
    memoryMB,
    measuredBy: 'aws',
    target: {
      functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
      codeSha256: 'x',
      region: 'eu-west-1',
    },
    recommendation: {
      architecture,
      memoryMB,
      strategy: 'cost',
      sentence: 'It is the cheapest.',
      ties: [],
      pareto: [],
      ...(saving === undefined ? {} : { saving }),
    },
    ...(baseline === undefined ? {} : { baseline }),
    candidates: [...candidates],
    warnings: [],
    run: {
      executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:x',
      startedAt: '2026-11-26T12:00:00.000Z',
      seconds: 10,
      invocations: 40,
      costUsd: 0.01,
      cost: { invocationsUsd: 0.01, stateTransitions: 20 },
      seed: 1,
      prices: { asOf: '2026-11-20', source: 'a test', currency: 'USD' },
    },
    ...more,
  };
}
