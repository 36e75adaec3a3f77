import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../../lib/report/csv.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { CANDIDATES, resultWith } from '../../support/result.ts';

function lines(csv: string): Record<string, string>[] {
  const { data, errors } = papaparse.parse<Record<string, string>>(csv.trimEnd(), { header: true });
  expect(errors).toEqual([]);
  return data;
}

describe('renderCsv', () => {
  it('has a line for each candidate, with every figure as it was measured and the ends of its interval', () => {
    const [first, second, , , answer, failed, ...more] = lines(renderCsv([readReport(resultWith())]));
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      result: 'secret-orders',
      architecture: 'x86_64',
      memory_mb: '128',
      status: 'measured',
      recommended: 'no',
      warm_n: '400',
      warm_mean_ms: '1304.4',
      warm_mean_ms_low: String(1304.4 * 0.97),
      warm_mean_ms_high: String(1304.4 * 1.03),
      cold_p99_ms: String((1304.4 + 231.5) * 1.3),
      init_mean_ms: '231.5',
      max_memory_used_mb: '97',
    });
    expect(Number(first?.warm_cost_per_million_usd)).toBe((CANDIDATES[0]?.warm?.costUsd.value ?? 0) * 1e6);
    expect(second).toMatchObject({ current: 'yes', failures: '2 × Function.Timeout' });
    expect(answer).toMatchObject({ recommended: 'yes', remarks: 'recommended' });
    expect(failed).toMatchObject({
      status: 'failed',
      reason: 'Runtime.OutOfMemory in 3 of 3 invocations',
      warm_mean_ms: '',
    });
  });

  it('has the figures of one view where that is asked for', () => {
    const [header = ''] = renderCsv([readReport(resultWith())], 'cold').split('\n');
    expect(header).toContain('cold_mean_ms');
    expect(header).not.toContain('warm');
  });

  it('has a column for each currency', () => {
    const { run } = resultWith();
    const cny = resultWith({ run: { ...run, prices: { ...run.prices, currency: 'CNY' } } });
    const all = lines(renderCsv([readReport(resultWith()), readReport(cny)]));
    expect(all).toHaveLength(12);
    expect(all[0]?.warm_cost_per_million_cny).toBe('');
    expect(all[6]?.warm_cost_per_million_usd).toBe('');
    expect(all[6]?.warm_cost_per_million_cny).toBe(all[0]?.warm_cost_per_million_usd);
    expect(all.map(({ result }) => result)).toContain('secret-orders (2)');
  });

  it.each([['=1+1'], ['+1'], ['-1'], ['@SUM(A1)'], ['\t=1'], ['\r=1'], ['＝1+1']])(
    'lets no spreadsheet take %j for a formula, and takes no number for one',
    (reason) => {
      const [, , , , , failed] = CANDIDATES;
      const low = { value: 1, n: 3, low: -0.5, high: 2 };
      const [first] = CANDIDATES;
      const warm = { durationMs: { ...first?.warm?.durationMs, mean: low }, costUsd: low };
      const result = {
        ...resultWith(),
        candidates: [
          { ...failed, reason },
          { ...first, warm },
        ],
      };
      const [text, number] = lines(renderCsv([readReport(result)]));
      expect(text?.reason).toBe(`'${reason}`);
      expect(number?.warm_mean_ms_low).toBe('-0.5');
    },
  );

  it('has a header alone where nothing was to be measured', () => {
    const csv = renderCsv([readReport(resultWith({ candidates: [] }))]);
    expect(csv.trim().split('\n')).toHaveLength(1);
  });
});
