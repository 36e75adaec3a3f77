import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../../../lib/core/report-line/parse.ts';
import type { Report } from '../../../../lib/core/report-line/report.ts';
import { printReport, toHundredths } from '../../../../lib/emulator/environment/report-line.ts';

const BASE: Report = {
  requestId: '8f5e5fd1-1f2c-4a3c-9d4b-6c1c6e6b7a11',
  durationMs: 1.45,
  billedDurationMs: 2,
  memorySizeMB: 128,
  maxMemoryUsedMB: 31,
};

const hundredths = fc.integer({ min: 0, max: 90_000_000 }).map((value) => value / 100);
const whole = fc.integer({ min: 0, max: 900_000 });
const anyReport = fc.record(
  {
    requestId: fc.uuid(),
    durationMs: hundredths,
    billedDurationMs: whole,
    memorySizeMB: fc.integer({ min: 128, max: 10_240 }),
    maxMemoryUsedMB: fc.integer({ min: 1, max: 10_240 }),
    initDurationMs: hundredths,
    restoreDurationMs: hundredths,
    billedRestoreDurationMs: whole,
    status: fc.constantFrom('timeout', 'error'),
    errorType: fc.stringMatching(/^[A-Za-z][A-Za-z.]{0,40}$/),
    xrayTraceId: fc.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  },
  { requiredKeys: ['requestId', 'durationMs', 'billedDurationMs', 'memorySizeMB'] },
);

describe('printReport', () => {
  it('prints the line that Lambda prints for a warm invocation', () => {
    expect(printReport(BASE)).toBe(
      'REPORT RequestId: 8f5e5fd1-1f2c-4a3c-9d4b-6c1c6e6b7a11\tDuration: 1.45 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB\t',
    );
  });

  it('prints the init of a cold start behind the memory', () => {
    expect(printReport({ ...BASE, initDurationMs: 113.5 })).toMatch(
      /\tMax Memory Used: 31 MB\tInit Duration: 113\.50 ms\t$/,
    );
  });

  it('prints both restore durations of a restored snapshot', () => {
    expect(printReport({ ...BASE, restoreDurationMs: 474.164, billedRestoreDurationMs: 303 })).toMatch(
      /\tRestore Duration: 474\.16 ms\tBilled Restore Duration: 303 ms\t$/,
    );
  });

  it('prints how a failed invocation ended', () => {
    expect(printReport({ ...BASE, status: 'timeout' })).toMatch(/\tStatus: timeout\t$/);
    expect(printReport({ ...BASE, status: 'error', errorType: 'Runtime.ExitError' })).toMatch(
      /\tStatus: error\tError Type: Runtime\.ExitError\t$/,
    );
  });

  it('prints what the parser reads back, for any report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(parseReport(`something before\n${printReport(report)}\n`, report.requestId)).toEqual(report);
      }),
      { seed: 20_261_120 },
    );
  });
});

describe('toHundredths', () => {
  it('keeps two decimals', () => {
    expect(toHundredths(1.4549)).toBe(1.45);
    expect(toHundredths(2.996)).toBe(3);
  });
});
