import type { CanaryPlan } from '../../lib/contract/index.ts';

const PRICE = { gbSecond: 0.0000166667, request: 0.0000002 };

/** A canary of version 2 (512 MB) beside version 1 (256 MB). */
export function canaryPlan(more: Partial<CanaryPlan> = {}): CanaryPlan {
  return {
    schemaVersion: 1,
    tunedBy: 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:one',
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:orders',
    functionName: 'orders',
    region: 'us-east-1',
    alias: 'live',
    share: 0.5,
    minutes: 30,
    invocations: 20,
    ephemeralStorageMB: 512,
    old: {
      version: '1',
      architecture: 'x86_64',
      memoryMB: 256,
      logGroup: '/aws/lambda/orders',
      price: PRICE,
    },
    new: {
      version: '2',
      architecture: 'x86_64',
      memoryMB: 512,
      logGroup: '/aws/lambda/orders',
      price: PRICE,
    },
    promised: { cost: 1, duration: 0.6 },
    latest: { memoryMB: 256, architecture: 'x86_64', codeSha256: '' },
    notify: 'changes',
    ...more,
  };
}
