import { describe, expect, it } from 'vitest';
import { versionOfStream, withReports } from '../../../../lib/core/canary/count-reports.ts';
import { canaryPlan } from '../../../support/canary-plan.ts';

const { new: version } = canaryPlan();
const NONE = { invocations: 0, failed: 0 };
const report = (id: string, ms: number, more = '') =>
  `REPORT RequestId: ${id}\tDuration: ${ms} ms\tBilled Duration: ${Math.ceil(ms)} ms\tMemory Size: 512 MB\tMax Memory Used: 60 MB${more}\t\n`;
const json = (id: string, ms: number, status = 'success', more = {}) =>
  JSON.stringify({
    time: '2026-11-26T00:00:00.000Z',
    type: 'platform.report',
    record: {
      requestId: id,
      status,
      metrics: { durationMs: ms, billedDurationMs: ms, memorySizeMB: 512, maxMemoryUsedMB: 60, ...more },
    },
  });
const counted = (...messages: string[]) =>
  withReports(
    NONE,
    messages.map((message) => ({ stream: 's', message })),
    version,
    512,
  );

describe('withReports', () => {
  it('counts invocations, and how long the warm ones took and what they cost', () => {
    const counts = counted(report('a', 10), report('b', 20), report('c', 900, '\tInit Duration: 300 ms'));
    expect(counts).toMatchObject({ invocations: 3, failed: 0, durationMs: { n: 2, mean: 15, variance: 25 } });
    expect(counts.cost?.mean).toBeCloseTo(0.015 * 0.5 * 0.0000166667 + 0.0000002, 15);
  });

  it.each([
    ['a timeout', [report('a', 10), report('b', 3000, '\tStatus: timeout')]],
    ['a crash', [report('a', 10), report('b', 3, '\tStatus: error\tError Type: Runtime.ExitError')]],
    ['a JSON report', [json('a', 10), json('b', 3, 'error')]],
    [
      'what Node.js writes',
      [report('a', 10), '2026-11-26T00:00:00Z\tb\tERROR\tInvoke Error \t{}', report('b', 3)],
    ],
    ['what Python writes', [report('a', 10), '[ERROR] ValueError: no\nTraceback', report('b', 3)]],
  ])('knows a failure by %s', (_, messages) => {
    expect(counted(...messages)).toMatchObject({ invocations: 2, failed: 1 });
  });

  it("takes a function's own lines for no report, and each request once", () => {
    expect(
      counted('REPORT RequestId: x', '{"platform.report"', report('a', 10), report('a', 10), 'null'),
    ).toMatchObject({ invocations: 1, failed: 0 });
  });

  it('goes on from what was counted before', () => {
    const first = counted(report('a', 10), report('b', 20));
    const both = withReports(first, [{ stream: 's', message: report('c', 30) }], version, 512);
    expect(both).toMatchObject({ invocations: 3, durationMs: { n: 3, mean: 20 } });
    expect(withReports(both, [], version, 512)).toEqual(both);
  });

  it('has no cost where no price is known', () => {
    const { price: _, ...unpriced } = version;
    const lines = [{ stream: 's', message: report('a', 10) }];
    expect(withReports(NONE, lines, unpriced, 512).cost).toBeUndefined();
  });
});

describe('versionOfStream', () => {
  it.each([
    ['2026/11/26/[12]0123456789abcdef0123456789abcdef', '12'],
    ['2026/11/26/orders[3]0123456789abcdef0123456789abcdef', '3'],
    ['2026/11/26/[$LATEST]0123456789abcdef0123456789abcdef', '$LATEST'],
    ['2026/11/26/payments[3]0123456789abcdef0123456789abcdef', undefined],
    ['2026/11/26/more-orders[3]0123456789abcdef0123456789abcdef', undefined],
    ['something else', undefined],
  ])('of %s is %s', (stream, version) => {
    expect(versionOfStream(stream, 'orders')).toBe(version);
  });
});
