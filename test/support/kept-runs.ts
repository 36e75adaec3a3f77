import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TuningResult } from '../../lib/contract/index.ts';
import { keptKey, keyOfResult } from '../../lib/core/history/key.ts';
import { distribution, figure, measured, tunedResult } from './tuned-result.ts';

const SMALL = { architecture: 'x86_64', memoryMB: 256 } as const;
const LARGE = { architecture: 'x86_64', memoryMB: 512 } as const;

interface Run {
  readonly startedAt: string;
  readonly id: string;
  /** With 256 MB, which the function has; half as long with 512. */
  readonly ms: number;
  readonly functionArn?: string;
  readonly more?: Partial<TuningResult>;
}

/** A run of a function that has 256 MB; its figures are within 1% for sure. */
export function keptRun({ startedAt, id, ms, functionArn, more = {} }: Run): TuningResult {
  const about = (value: number) => figure(value, value * 0.99, value * 1.01);
  const candidates = [
    measured(SMALL, distribution(about(ms)), about(ms * 1e-8)),
    measured(LARGE, distribution(about(ms / 2)), about(ms * 1.1e-8)),
  ];
  const result = tunedResult({ candidates, recommended: SMALL, current: SMALL, more });
  return {
    ...result,
    target: {
      ...result.target,
      functionArn: functionArn ?? 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
    },
    run: {
      ...result.run,
      startedAt,
      executionArn: `arn:aws:states:eu-west-1:123456789012:execution:power-tuner:${id}`,
    },
  };
}

/** Writes results where `folderStore` keeps them. */
export function keepAll(folder: string, results: readonly TuningResult[]): void {
  for (const result of results) {
    const file = join(folder, keptKey(keyOfResult(result)));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(result));
  }
}
