import type { Decision, Plan } from '../../lib/contract/index.ts';

/** A plan as the Initializer makes it, with what a test wants otherwise. */
export function planWith(more: Partial<Plan> = {}): Plan {
  return {
    schemaVersion: 1,
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:power-tuner:one',
    startedAt: '2026-11-20T10:00:00.000Z',
    target: {
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders',
      functionName: 'orders',
      version: '$LATEST',
      region: 'us-east-1',
      partition: 'aws',
      architecture: 'x86_64',
      memoryMB: 1024,
      timeoutSeconds: 3,
      ephemeralStorageMB: 512,
      codeSha256: 'c29tZSBjb2Rl',
      revisionId: 'r1',
      packageType: 'Zip',
      snapStart: false,
      configurationSha256: 'c0ffee',
      settingsSha256: '5e771265',
      description: '',
      latest: { codeSha256: 'c29tZSBjb2Rl', revisionId: 'r1' },
    },
    isolation: 'probe',
    candidates: [
      { architecture: 'x86_64', memoryMB: 128 },
      { architecture: 'x86_64', memoryMB: 1024 },
    ],
    baseline: { architecture: 'x86_64', memoryMB: 1024 },
    num: 10,
    concurrency: 1,
    mapConcurrency: 2,
    candidateTimeoutSeconds: 3600,
    payloadWeights: [1],
    strategy: 'cost',
    balancedWeight: 0.5,
    afterwards: { mode: 'never', minSaving: 0.05, notify: 'changes' },
    discardTopBottom: 0,
    sleepBetweenRunsMs: 0,
    onlyColdStarts: false,
    allowedExceptions: [],
    disablePayloadLogs: false,
    includeOutputResults: false,
    visualizationUrl: 'https://lambda-power-tuning.show/',
    dryRun: false,
    apply: false,
    prices: {
      currency: 'USD',
      asOf: '2026-11-20',
      source: 'a test',
      x86_64: { gbSecond: 0.0000166667, request: 0.0000002 },
      arm64: { gbSecond: 0.0000133334, request: 0.0000002 },
      stateTransition: 0.000025,
    },
    seed: 1,
    digestBytes: 20_000,
    probePrefix: 'power-tuner-probe-0123456789-',
    probesExpireAt: '2026-11-20T17:00:00.000Z',
    checks: [],
    warnings: [],
    ...more,
  };
}

/** A decision for 128 MB, with what a test wants otherwise. */
export function decisionWith(more: Partial<Decision> = {}): Decision {
  return {
    cost: 0.0000005,
    duration: 12.345,
    recommendation: {
      architecture: 'x86_64',
      memoryMB: 128,
      strategy: 'cost',
      ties: [],
      saving: { costPercent: 41.6, durationPercent: -7.2 },
    },
    candidates: [],
    averages: [
      { architecture: 'x86_64', memoryMB: 128, cost: 0.0000005, duration: 12.345 },
      { architecture: 'x86_64', memoryMB: 1024, cost: 0.0000008, duration: 11.5 },
    ],
    measuredBy: 'aws',
    invocations: 20,
    lambdaCost: 0.00002,
    stateTransitions: 20,
    warnings: [],
    ...more,
  };
}
