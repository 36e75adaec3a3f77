import { describe, expect, it } from 'vitest';
import { wentBack } from '../../../../lib/core/applying/went-back.ts';
import { pastRun } from '../../../support/history.ts';
import { resultWith } from '../../../support/result.ts';

const result = resultWith();
const { codeSha256 } = result.target;
const runAfter = (...history: ReturnType<typeof pastRun>[]) => ({ ...result, history });
const trial = (
  week: number,
  outcome: 'back' | 'failed' | 'moved' | 'complete' | undefined,
  reason = 'too slow',
) =>
  pastRun(week, 100, 'better', {
    applied: true,
    codeSha256,
    canary: outcome === undefined ? {} : { outcome, reason },
  });

describe('what canaries have taken back', () => {
  it('is nothing of a first run, and of runs without canaries', () => {
    expect(wentBack(undefined, codeSha256)).toEqual([]);
    expect(wentBack(runAfter(pastRun(1, 100, 'better', { applied: true, codeSha256 })), codeSha256)).toEqual(
      [],
    );
  });

  it('is what the latest run tried, and what others before it did', () => {
    const { memoryMB, architecture } = result.recommendation;
    const canary = { executionArn: 'one', share: 0.1, minutes: 30 };
    const end = { outcome: 'back', reason: 'it fails more often', endedAt: '2026-11-20T11:00:00Z' } as const;
    const latest = { ...runAfter(trial(1, 'failed')), applied: { memoryMB, canary: { ...canary, end } } };
    expect(wentBack(latest, codeSha256)).toEqual([
      { architecture, memoryMB, startedAt: result.run.startedAt, reason: 'it fails more often' },
      { architecture: 'x86_64', memoryMB: 1024, startedAt: '2026-09-14T03:00:00.000Z', reason: 'too slow' },
    ]);
  });

  it.each(['complete', 'moved', undefined] as const)('is not what ended otherwise (%s)', (outcome) => {
    expect(wentBack(runAfter(trial(1, outcome)), codeSha256)).toEqual([]);
  });

  it('is nothing of other code', () => {
    expect(wentBack(runAfter(trial(1, 'back')), 'other code')).toEqual([]);
  });

  it('goes by the latest trial of a configuration', () => {
    expect(wentBack(runAfter(trial(2, 'complete'), trial(1, 'back')), codeSha256)).toEqual([]);
    expect(wentBack(runAfter(trial(2, 'back'), trial(1, 'complete')), codeSha256)).toHaveLength(1);
  });

  it('has a reason that the state has room for', () => {
    const [long] = wentBack(runAfter(trial(1, 'failed', 'x'.repeat(2000))), codeSha256);
    expect(long?.reason).toHaveLength(300);
  });
});
