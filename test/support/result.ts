import type {
  Architecture,
  CandidateResult,
  Distribution,
  Figure,
  TuningResult,
} from '../../lib/contract/index.ts';
import { reportResult } from '../../lib/report/result.ts';
import { decisionWith, planWith } from './plan.ts';

export const NAMES = {
  function: 'secret-orders',
  account: '123456789012',
  bucket: 'acme-results',
  execution: 'nightly-run-7',
} as const;

/** A figure with an interval of ±3%. */
export function figure(value: number, n = 400): Figure {
  return { value, n, low: value * 0.97, high: value * 1.03 };
}

export function distribution(meanMs: number, n = 400): Distribution {
  return {
    mean: figure(meanMs, n),
    p50: figure(meanMs * 0.98, n),
    p90: figure(meanMs * 1.1, n),
    p99: n < 299 ? { value: meanMs * 1.3, n, note: 'n < 299' } : figure(meanMs * 1.3, n),
  };
}

/** A measured candidate; its cost follows from its mean. */
export function measured(
  architecture: Architecture,
  memoryMB: number,
  meanMs: number,
  more: Partial<CandidateResult> = {},
): CandidateResult {
  const costUsd = meanMs * memoryMB * (architecture === 'arm64' ? 1.3e-11 : 1.63e-11) + 2e-7;
  return {
    architecture,
    memoryMB,
    status: 'measured',
    warm: { durationMs: distribution(meanMs), costUsd: figure(costUsd) },
    cold: {
      initMs: distribution(231.5, 12),
      latencyMs: distribution(meanMs + 231.5, 12),
      costUsd: figure(costUsd * 1.7, 12),
    },
    costPerMillionUsd: figure(costUsd * 1e6),
    maxMemoryUsedMB: 97,
    invocations: 412,
    failures: [],
    ...more,
  };
}

export const CANDIDATES: readonly CandidateResult[] = [
  measured('x86_64', 128, 1304.4),
  measured('x86_64', 512, 327.21, { failures: [{ reason: 'Function.Timeout', count: 2, example: 'said' }] }),
  measured('x86_64', 1769, 94.662),
  measured('arm64', 128, 1410.9),
  measured('arm64', 512, 350.47),
  {
    architecture: 'arm64',
    memoryMB: 1769,
    status: 'failed',
    reason: 'Runtime.OutOfMemory in 3 of 3 invocations',
    invocations: 3,
    failures: [],
  },
];

/** A result as the Reporter writes it, with names in all places that have one. */
export function resultWith(more: Partial<TuningResult> = {}): TuningResult {
  const { function: name, account, bucket, execution } = NAMES;
  const functionArn = `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  const target = { ...planWith().target, functionArn, functionName: name };
  const executionArn = `arn:aws:states:us-east-1:${account}:execution:power-tuner:${execution}`;
  const current = { architecture: 'x86_64', memoryMB: 512 } as const;
  const decision = decisionWith({
    cost: 2.6e-6,
    duration: 350.47,
    recommendation: {
      architecture: 'arm64',
      memoryMB: 512,
      strategy: 'cost',
      ties: [{ architecture: 'arm64', memoryMB: 128 }],
      confidence: 0.82,
      saving: {
        costPercent: 14.2,
        durationPercent: -7.1,
        costPercentInterval: { low: 12.1, high: 16.4 },
        durationPercentInterval: { low: -9.2, high: 1.3 },
      },
    },
    candidates: [...CANDIDATES],
    averages: CANDIDATES.filter(({ warm }) => warm).map(({ architecture, memoryMB, warm }) => ({
      architecture,
      memoryMB,
      cost: warm?.costUsd.value ?? 0,
      duration: warm?.durationMs.mean.value ?? 0,
    })),
    warnings: [
      { code: 'drift', message: `durations of ${name} grew in ${executionArn}` },
      { code: 'samples', message: `s3://${bucket}/runs is full; ${bucket} of ${account}; run ${execution}` },
      { code: 'init-boost', message: "init takes 230 to 233 ms: memory doesn't make it faster" },
    ],
  });
  const plan = planWith({
    target,
    executionArn,
    baseline: current,
    candidates: CANDIDATES.map(({ architecture, memoryMB }) => ({ architecture, memoryMB })),
    resultsBucket: bucket,
  });
  const result = reportResult(plan, decision, undefined, new Date('2026-11-20T10:01:24.600Z'));
  // As it arrives: through JSON.
  return JSON.parse(JSON.stringify({ ...result, ...more }));
}
