import { describe, expect, it } from 'vitest';
import { hasInitReport } from '../../../../lib/core/report-line/init-report.ts';

const FAILED =
  'INIT_REPORT Init Duration: 509.62 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError';

function event(record: object): string {
  return JSON.stringify({ time: '2026-11-20T10:00:00.000Z', type: 'platform.initReport', record });
}

const ID = '8f507cfc-xmpl-4697-b07a-ac58fc914c95';
const START = `START RequestId: ${ID} Version: $LATEST`;
const JSON_START = JSON.stringify({
  time: '2026-11-20T10:00:01.000Z',
  type: 'platform.start',
  record: { requestId: ID, version: '$LATEST' },
});

describe('hasInitReport', () => {
  it('finds the published line of a failed init before the START of the invocation', () => {
    expect(hasInitReport(`${FAILED}\n${START}\nhello\n`, ID)).toBe(true);
    expect(hasInitReport(`hello\n${FAILED}\t\nhello\n${START}\n`, ID)).toBe(true);
    const timedOut = 'INIT_REPORT Init Duration: 10009.92 ms\tPhase: init\tStatus: timeout';
    expect(hasInitReport(`${timedOut}\n${START}\n`, ID)).toBe(true);
  });

  it('finds the event of a failed init in JSON', () => {
    const metrics = { durationMs: 509.62 };
    const init = { phase: 'init', status: 'error', metrics };
    expect(hasInitReport(`${event(init)}\n${JSON_START}\n`, ID)).toBe(true);
    const timedOut = { phase: 'init', status: 'timeout', metrics };
    expect(hasInitReport(`${event(timedOut)}\n${JSON_START}\n`, ID)).toBe(true);
  });

  it('does not take an init that succeeded for a repeated one', () => {
    const succeeded = event({ phase: 'init', status: 'success', metrics: { durationMs: 90 } });
    expect(hasInitReport(`${succeeded}\n${JSON_START}\n`, ID)).toBe(false);
    expect(hasInitReport(`INIT_REPORT Init Duration: 90.10 ms\tPhase: init\n${START}\n`, ID)).toBe(false);
  });

  it('refuses what the handler itself printed, which comes after the START', () => {
    expect(hasInitReport(`${START}\n${FAILED}\n`, ID)).toBe(false);
    expect(hasInitReport(`${START}\n${FAILED}\n${START}\nhello\n`, ID)).toBe(false);
    expect(hasInitReport(`${JSON_START}\n${event({ status: 'error' })}\n`, ID)).toBe(false);
    // The START was cut off, and with it all that came before.
    expect(hasInitReport(`hello\n${FAILED}\nhello\n`, ID)).toBe(false);
    expect(hasInitReport(`${FAILED}\n${START.replace(ID, 'another')}\n`, ID)).toBe(false);
  });

  it('refuses a line that only mentions it', () => {
    expect(hasInitReport(`saw ${FAILED}\n${START}\n`, ID)).toBe(false);
    expect(hasInitReport(`${JSON.stringify({ message: event({ status: 'error' }) })}\n${START}\n`, ID)).toBe(
      false,
    );
    expect(hasInitReport(`{"type":"platform.initReport","record":{"status":"err\n${START}\n`, ID)).toBe(
      false,
    );
    expect(hasInitReport('', ID)).toBe(false);
  });
});
