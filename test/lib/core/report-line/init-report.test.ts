import { describe, expect, it } from 'vitest';
import { hasInitReport } from '../../../../lib/core/report-line/init-report.ts';

const FAILED =
  'INIT_REPORT Init Duration: 509.62 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError';

function event(record: object): string {
  return JSON.stringify({ time: '2026-11-20T10:00:00.000Z', type: 'platform.initReport', record });
}

describe('hasInitReport', () => {
  it('finds the published line of a failed init, wherever it stands', () => {
    expect(hasInitReport(`${FAILED}\nSTART RequestId: x Version: 1\nhello\n`)).toBe(true);
    expect(hasInitReport(`hello\n${FAILED}\t\n`)).toBe(true);
    expect(hasInitReport('INIT_REPORT Init Duration: 10009.92 ms\tPhase: init\tStatus: timeout\n')).toBe(
      true,
    );
  });

  it('finds the event of a failed init in JSON', () => {
    const metrics = { durationMs: 509.62 };
    expect(hasInitReport(`${event({ phase: 'init', status: 'error', metrics })}\n`)).toBe(true);
    expect(hasInitReport(`${event({ phase: 'invoke', status: 'timeout', metrics })}\n`)).toBe(true);
  });

  it('does not take an init that succeeded for a repeated one', () => {
    expect(hasInitReport(event({ phase: 'init', status: 'success', metrics: { durationMs: 90 } }))).toBe(
      false,
    );
    expect(hasInitReport('INIT_REPORT Init Duration: 90.10 ms\tPhase: init\n')).toBe(false);
  });

  it('refuses a line that only mentions it', () => {
    expect(hasInitReport(`saw ${FAILED}\n`)).toBe(false);
    expect(hasInitReport(JSON.stringify({ message: event({ status: 'error' }) }))).toBe(false);
    expect(hasInitReport('{"type":"platform.initReport","record":{"status":"err')).toBe(false);
    expect(hasInitReport('')).toBe(false);
  });
});
