import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../lib/core/report-line/report.ts';
import { toSample } from '../../../../lib/core/report-line/sample.ts';

const WARM: Report = {
  requestId: 'r',
  durationMs: 9.87,
  billedDurationMs: 10,
  memorySizeMB: 128,
  maxMemoryUsedMB: 31,
};
const ONE_PAYLOAD = { payload: 0, initRepeated: false };

describe('toSample', () => {
  it('reads a report without an init as warm', () => {
    const time = '2026-11-20T10:00:00.000Z';
    expect(toSample(WARM, { payload: 2, initRepeated: false, time })).toEqual({
      outcome: 'succeeded',
      start: 'warm',
      durationMs: 9.87,
      billedMs: 10,
      maxMemoryUsedMB: 31,
      payload: 2,
      time,
    });
  });

  it('reads an init as cold and keeps it out of the duration: a 10 ms function is not read as 810 ms', () => {
    expect(toSample({ ...WARM, billedDurationMs: 810, initDurationMs: 800.1 }, ONE_PAYLOAD)).toEqual({
      outcome: 'succeeded',
      start: 'cold',
      durationMs: 9.87,
      billedMs: 810,
      initMs: 800.1,
      maxMemoryUsedMB: 31,
      payload: 0,
    });
  });

  it('reads a SnapStart restore as cold, not as an init, and bills it once: 610 ms, not 913', () => {
    const report = {
      ...WARM,
      durationMs: 306.34,
      billedDurationMs: 610,
      restoreDurationMs: 512.9,
      billedRestoreDurationMs: 303,
    };
    const sample = toSample(report, ONE_PAYLOAD);
    expect(sample).toMatchObject({ start: 'cold', durationMs: 306.34, billedMs: 610, restoreMs: 512.9 });
    expect(sample).not.toHaveProperty('initMs');
  });

  it('sets a repeated init apart, with no init duration of its own', () => {
    const sample = toSample({ ...WARM, initDurationMs: 5 }, { payload: 0, initRepeated: true });
    expect(sample.start).toBe('repeated-init');
    expect(sample.initMs).toBeUndefined();
  });

  it('leaves out the memory used where the report does not say it', () => {
    const { maxMemoryUsedMB: _, ...report } = WARM;
    expect(toSample(report, ONE_PAYLOAD)).not.toHaveProperty('maxMemoryUsedMB');
  });
});
