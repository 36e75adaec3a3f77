import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../../../lib/core/report-line/parse.ts';

const ID = '8f507cfc-xmpl-4697-b07a-ac58fc914c95';
const OTHER = '00000000-aaaa-4bbb-8ccc-111111111111';

/** As Lambda writes it: tabs between the fields, one at the end, then a newline. */
function reportLine(requestId: string, ...fields: string[]): string {
  return `${[`REPORT RequestId: ${requestId}`, ...fields].join('\t')}\t\n`;
}

function jsonLine(requestId: string, metrics: Record<string, number>, record: object = {}): string {
  const event = {
    time: '2026-11-20T10:00:00.000Z',
    type: 'platform.report',
    record: { requestId, status: 'success', ...record, metrics },
  };
  return `${JSON.stringify(event)}\n`;
}

const TRUE_LINE = reportLine(
  ID,
  'Duration: 23.17 ms',
  'Billed Duration: 24 ms',
  'Memory Size: 128 MB',
  'Max Memory Used: 31 MB',
);
const TRUE_REPORT = {
  requestId: ID,
  durationMs: 23.17,
  billedDurationMs: 24,
  memorySizeMB: 128,
  maxMemoryUsedMB: 31,
};

describe('parseReport on text', () => {
  it('reads a warm invocation, among the lines around it', () => {
    const tail = `START RequestId: ${ID} Version: $LATEST\nhello\nEND RequestId: ${ID}\n${TRUE_LINE}`;
    expect(parseReport(tail, ID)).toEqual(TRUE_REPORT);
  });

  it.each([
    { duration: '62.14', init: '162.08', billed: '225' },
    { duration: '1.95', init: '113.58', billed: '116' },
  ])('reads the published cold start $duration + $init → $billed', ({ duration, init, billed }) => {
    const line = reportLine(
      ID,
      `Duration: ${duration} ms`,
      `Billed Duration: ${billed} ms`,
      'Memory Size: 128 MB',
      'Max Memory Used: 31 MB',
      `Init Duration: ${init} ms`,
    );
    const report = parseReport(line, ID);
    expect(report).toEqual({
      ...TRUE_REPORT,
      durationMs: Number(duration),
      billedDurationMs: Number(billed),
      initDurationMs: Number(init),
    });
    expect(Math.ceil(Number(duration) + Number(init))).toBe(report?.billedDurationMs);
  });

  it.each([
    { duration: '306.34', restore: '511.25', billedRestore: '303', billed: '610' },
    { duration: '127.10', restore: '325.93', billedRestore: '26', billed: '154' },
    { duration: '3689.6', restore: '565.00', billedRestore: '153', billed: '3843' },
    { duration: '2338.66', restore: '398.97', billedRestore: '182', billed: '2521' },
    { duration: '159.87', restore: '562.43', billedRestore: '118', billed: '278' },
  ])('reads the published SnapStart start $duration + $billedRestore → $billed', (published) => {
    const line = reportLine(
      ID,
      `Duration: ${published.duration} ms`,
      `Billed Duration: ${published.billed} ms`,
      'Memory Size: 512 MB',
      'Max Memory Used: 120 MB',
      `Restore Duration: ${published.restore} ms`,
      `Billed Restore Duration: ${published.billedRestore} ms`,
    );
    const report = parseReport(line, ID);
    expect(report).toEqual({
      requestId: ID,
      durationMs: Number(published.duration),
      billedDurationMs: Number(published.billed),
      memorySizeMB: 512,
      maxMemoryUsedMB: 120,
      restoreDurationMs: Number(published.restore),
      billedRestoreDurationMs: Number(published.billedRestore),
    });
    expect(Math.ceil(Number(published.duration) + Number(published.billedRestore))).toBe(
      report?.billedDurationMs,
    );
  });

  it('does not find the restore duration inside the billed restore duration, whatever their order', () => {
    const line = reportLine(
      ID,
      'Billed Restore Duration: 303 ms',
      'Billed Duration: 610 ms',
      'Duration: 306.34 ms',
      'Memory Size: 512 MB',
    );
    const report = parseReport(line, ID);
    expect(report?.restoreDurationMs).toBeUndefined();
    expect(report?.durationMs).toBe(306.34);
  });

  it('reads a timeout, whose duration is a whole number', () => {
    const line = reportLine(
      ID,
      'Duration: 120000 ms',
      'Billed Duration: 120000 ms',
      'Memory Size: 128 MB',
      'Max Memory Used: 70 MB',
      'Status: timeout',
    );
    expect(parseReport(line, ID)).toEqual({
      requestId: ID,
      durationMs: 120_000,
      billedDurationMs: 120_000,
      memorySizeMB: 128,
      maxMemoryUsedMB: 70,
      status: 'timeout',
    });
  });

  it('reads a failure with its error type', () => {
    const line = reportLine(
      ID,
      'Duration: 1405.03 ms',
      'Billed Duration: 1406 ms',
      'Memory Size: 128 MB',
      'Max Memory Used: 128 MB',
      'Status: error',
      'Error Type: Runtime.OutOfMemory',
    );
    expect(parseReport(line, ID)).toMatchObject({ status: 'error', errorType: 'Runtime.OutOfMemory' });
  });

  it('reads the X-Ray trace on the line itself and on the line after it', () => {
    const trace =
      'XRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: 557abcec3ee5a047\tSampled: true';
    const expected = { ...TRUE_REPORT, xrayTraceId: '1-5759e988-bd862e3fe1be46a994272793' };
    expect(parseReport(TRUE_LINE.replace('\t\n', `\t${trace}\t\n`), ID)).toEqual(expected);
    expect(parseReport(`${TRUE_LINE}${trace}\t\n`, ID)).toEqual(expected);
  });

  it('reads a line without a tab or a newline at its end', () => {
    expect(parseReport(TRUE_LINE.trimEnd(), ID)).toEqual(TRUE_REPORT);
  });

  it('reads the report behind the lines of an extension that still writes', () => {
    expect(parseReport(`${TRUE_LINE}[extension] flushed 12 spans\n`, ID)).toEqual(TRUE_REPORT);
  });

  it("refuses the function's own line with a duration for the report", () => {
    expect(
      parseReport(`Duration: 1.50 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\n${TRUE_LINE}`, ID),
    ).toEqual(TRUE_REPORT);
    expect(
      parseReport('Duration: 1.50 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\n', ID),
    ).toBeUndefined();
    expect(parseReport(`${TRUE_LINE}Duration: 1.50 ms\n`, ID)?.durationMs).toBe(23.17);
  });

  it('refuses an imitation that comes before the true line, names another request, or stands inside a line', () => {
    const fake = [
      'Duration: 0.01 ms',
      'Billed Duration: 1 ms',
      'Memory Size: 128 MB',
      'Max Memory Used: 1 MB',
    ];
    expect(parseReport(reportLine(ID, ...fake) + TRUE_LINE, ID)).toEqual(TRUE_REPORT);
    expect(parseReport(TRUE_LINE + reportLine(OTHER, ...fake), ID)).toEqual(TRUE_REPORT);
    expect(parseReport(`${TRUE_LINE}note: ${reportLine(ID, ...fake)}`, ID)).toEqual(TRUE_REPORT);
    expect(parseReport(reportLine(OTHER, ...fake), ID)).toBeUndefined();
    expect(parseReport(reportLine(`${ID}0`, ...fake), ID)).toBeUndefined();
  });

  it('fails when a field is no quantity: then there is no report, not one of 0 ms', () => {
    for (const duration of ['', 'NaN ms', ' ms', '12 s', '-3 ms', '0x10 ms', '1.2.3 ms']) {
      const line = reportLine(ID, `Duration: ${duration}`, 'Billed Duration: 2 ms', 'Memory Size: 128 MB');
      expect(parseReport(line, ID)).toBeUndefined();
    }
  });

  it('fails when the tail holds no report', () => {
    expect(parseReport('', ID)).toBeUndefined();
    expect(parseReport('\n\n', ID)).toBeUndefined();
    expect(parseReport(`START RequestId: ${ID} Version: 1\nhello\n`, ID)).toBeUndefined();
  });

  it('reads the report in a tail that was cut anywhere before it', () => {
    const before = `START RequestId: ${ID} Version: $LATEST\n${jsonLine(OTHER, { durationMs: 1 })}{"a":"b\\n"}\nEND RequestId: ${ID}\n`;
    for (let cut = 0; cut <= before.length; cut++) {
      expect(parseReport(before.slice(cut) + TRUE_LINE, ID)).toEqual(TRUE_REPORT);
    }
  });
});

describe('parseReport on JSON', () => {
  const warm = { durationMs: 23.17, billedDurationMs: 24, memorySizeMB: 128, maxMemoryUsedMB: 31 };

  it('reads a warm invocation, which has no init duration', () => {
    expect(parseReport(jsonLine(ID, warm), ID)).toEqual(TRUE_REPORT);
  });

  it('reads a cold start, a restore, a failure and the trace', () => {
    expect(parseReport(jsonLine(ID, { ...warm, initDurationMs: 162.08 }), ID)?.initDurationMs).toBe(162.08);
    expect(
      parseReport(jsonLine(ID, { ...warm, restoreDurationMs: 512.9, billedRestoreDurationMs: 303 }), ID),
    ).toMatchObject({ restoreDurationMs: 512.9, billedRestoreDurationMs: 303 });
    expect(
      parseReport(jsonLine(ID, warm, { status: 'error', errorType: 'Runtime.ExitError' }), ID),
    ).toMatchObject({
      status: 'error',
      errorType: 'Runtime.ExitError',
    });
    expect(parseReport(jsonLine(ID, warm, { status: 'timeout' }), ID)?.status).toBe('timeout');
    const tracing = {
      spanId: 's',
      type: 'X-Amzn-Trace-Id',
      value: 'Root=1-5759e988-bd86;Parent=5578;Sampled=1',
    };
    expect(parseReport(jsonLine(ID, warm, { tracing }), ID)?.xrayTraceId).toBe('1-5759e988-bd86');
  });

  it('reads a report that was printed with spaces', () => {
    const spaced = JSON.stringify(JSON.parse(jsonLine(ID, warm)), null, 1).replaceAll('\n', '');
    expect(parseReport(`${spaced}\n`, ID)).toEqual(TRUE_REPORT);
  });

  it('passes over own lines in either format, and a first line that was cut', () => {
    const own = `${JSON.stringify({ level: 'INFO', requestId: ID, message: 'Duration: 1.50 ms "platform.report"' })}\n`;
    const cut = '"type":"platform.report","record":{"requestId":"';
    expect(parseReport(`${cut}${own}${jsonLine(ID, warm)}${own}plain text\n`, ID)).toEqual(TRUE_REPORT);
  });

  it('refuses a report that is quoted inside an own line, or of another request', () => {
    const quoted = `${JSON.stringify({ requestId: ID, message: JSON.parse(jsonLine(ID, { ...warm, durationMs: 1 })) })}\n`;
    expect(parseReport(quoted, ID)).toBeUndefined();
    expect(parseReport(jsonLine(ID, warm) + quoted, ID)).toEqual(TRUE_REPORT);
    expect(parseReport(jsonLine(OTHER, warm, { note: ID }), ID)).toBeUndefined();
  });

  it('fails when the report was cut or lacks its numbers: then there is none, not one of 0 ms', () => {
    expect(parseReport(jsonLine(ID, warm).slice(0, -10), ID)).toBeUndefined();
    expect(parseReport(jsonLine(ID, { memorySizeMB: 128 }), ID)).toBeUndefined();
  });

  it.each([
    ['a duration that is no number', jsonLine(ID, warm).replace(/"durationMs":[\d.]+/, '"durationMs":"1.5"')],
    ['a negative duration', jsonLine(ID, { ...warm, durationMs: -1 })],
    ['an infinite one', jsonLine(ID, warm).replace(/"durationMs":[\d.]+/, '"durationMs":1e999')],
    [
      'an init that is no number',
      jsonLine(ID, warm).replace('"metrics":{', '"metrics":{"initDurationMs":null,'),
    ],
    ['a status that is no text', jsonLine(ID, warm, { status: 1 })],
    ['a trace that is no object', jsonLine(ID, warm, { tracing: 'Root=1' })],
    ['metrics that are no object', jsonLine(ID, warm).replace(/"metrics":\{[^}]*\}/, '"metrics":null')],
  ])('takes no report with %s', (_, line) => {
    expect(JSON.parse(line)).toBeDefined();
    expect(line).not.toBe(jsonLine(ID, warm));
    expect(parseReport(line, ID)).toBeUndefined();
  });

  it('reads the report in a tail that was cut anywhere before it', () => {
    const before = jsonLine(ID, { ...warm, durationMs: 1 });
    for (let cut = 1; cut <= before.length; cut++) {
      expect(parseReport(before.slice(cut) + jsonLine(ID, warm), ID)).toEqual(TRUE_REPORT);
    }
  });
});

describe('parseReport on anything', () => {
  it('reads back whatever was reported, whatever the function printed before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 90_000_000 }),
        fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
        fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 5 }),
        (steps, initSteps, printed) => {
          const durationMs = steps / 100;
          const initDurationMs = initSteps === undefined ? undefined : initSteps / 100;
          const billedDurationMs = Math.max(1, Math.ceil((steps + (initSteps ?? 0)) / 100));
          const line = reportLine(
            ID,
            `Duration: ${durationMs.toFixed(2)} ms`,
            `Billed Duration: ${billedDurationMs} ms`,
            'Memory Size: 128 MB',
            'Max Memory Used: 31 MB',
            ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
          );
          expect(parseReport(`${printed.join('\n')}\n${line}`, ID)).toEqual({
            ...TRUE_REPORT,
            durationMs,
            billedDurationMs,
            ...(initDurationMs === undefined ? {} : { initDurationMs }),
          });
        },
      ),
      { seed: 2 },
    );
  });
});
