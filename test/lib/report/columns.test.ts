import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../lib/report/columns.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { rowsOf } from '../../../lib/report/rows.ts';
import { resultWith } from '../../support/result.ts';

const whole = readReport(resultWith());
/** Of aws-lambda-power-tuning: it has means and costs only. */
const averages = readReport({ power: 512, cost: 2e-6, duration: 300 }, 'averages');

describe('columnsOf', () => {
  it('has the columns of all reports in one order, whichever of them is first', () => {
    const ids = (reports: Parameters<typeof columnsOf>[0]) => columnsOf(reports, 'warm').map(({ id }) => id);
    const figures = ['mean', 'p50', 'p90', 'p99', 'costPerMillion', 'initMs', 'maxMemoryUsedMB', 'n'];
    expect(ids([whole])).toEqual(['memoryMB', 'series', ...figures, 'remark']);
    expect(ids([averages])).toEqual(['memoryMB', 'series', 'mean', 'costPerMillion', 'remark']);
    expect(ids([averages, whole])).toEqual(['report', 'memoryMB', 'series', ...figures, 'remark']);
    expect(ids([whole, averages])).toEqual(ids([averages, whole]));
  });

  it('has each figure with its interval, and nothing where there is none', () => {
    const columns = columnsOf([averages, whole], 'warm');
    const cells = (index: number) =>
      Object.fromEntries(
        columns.map(({ id, text, value, interval }) => {
          const row = rowsOf([averages, whole])[index];
          if (row === undefined) throw new Error('there is no such row');
          return [id, [text(row), value(row), interval?.(row)]];
        }),
      );
    expect(cells(0)).toMatchObject({
      report: ['averages', 'averages', undefined],
      mean: ['300 ms', 300, undefined],
      p99: ['', undefined, undefined],
      costPerMillion: ['$2.00', 2, undefined],
      n: ['', undefined, undefined],
    });
    expect(cells(1)).toMatchObject({
      report: ['secret-orders', 'secret-orders', undefined],
      memoryMB: ['128 MB', 128, undefined],
      mean: ['1,304 ms', 1304.4, '1,265 to 1,344 ms'],
      n: ['400', 400, undefined],
    });
  });
});
