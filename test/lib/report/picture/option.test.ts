import { describe, expect, it } from 'vitest';
import { pictureOption } from '../../../../lib/report/picture/option.ts';
import { THEMES } from '../../../../lib/report/picture/style.ts';
import { readReport } from '../../../../lib/report/reading/read.ts';
import { resultWith } from '../../../support/result.ts';

const VIEW = {
  view: 'warm',
  metric: 'mean',
  memoryScale: 'log',
  valueScale: 'linear',
  theme: THEMES.light,
  width: 880,
  height: 640,
} as const;

interface Series {
  readonly type: string;
  readonly name?: string;
  readonly xAxisIndex: number;
  readonly data: readonly unknown[];
  readonly lineStyle?: { readonly type: unknown };
  readonly markLine?: { readonly data: readonly { readonly xAxis: number }[] };
}
interface Point {
  readonly value: readonly number[];
  readonly name: string;
  readonly symbolSize?: number;
}

function seriesOf(more: Partial<typeof VIEW> = {}, result: unknown = resultWith()): Series[] {
  return pictureOption([readReport(result)], { ...VIEW, ...more }).series as unknown as Series[];
}

const points = (series: readonly Series[], panel: number) =>
  series.filter(({ type, xAxisIndex }) => type === 'scatter' && xAxisIndex === panel);

describe('pictureOption', () => {
  it('has a point for each measured candidate, cost above and duration below', () => {
    const [costs, times] = [points(seriesOf(), 0), points(seriesOf(), 1)];
    expect(costs.map(({ name }) => name)).toEqual(['x86_64', 'arm64']);
    expect(times[0]?.data.map((point) => (point as Point).value)).toEqual([
      [7, 1304.4],
      [9, 327.21],
      [Math.log2(1769), 94.662],
    ]);
    const [cheapest] = (costs[1]?.data ?? []) as Point[];
    const [candidate] = resultWith().candidates.filter(({ architecture }) => architecture === 'arm64');
    expect(cheapest?.value[1]).toBeCloseTo((candidate?.warm?.costUsd.value ?? 0) * 1e6, 9);
  });

  it('has a bar for each interval, and none where it is not known', () => {
    const bars = (metric: 'mean' | 'p99', view: 'warm' | 'cold') =>
      seriesOf({ metric, view } as object)
        .filter(({ type, xAxisIndex }) => type === 'custom' && xAxisIndex === 1)
        .flatMap(({ data }) => data);
    expect(bars('mean', 'warm')).toHaveLength(5);
    expect(bars('mean', 'warm')[0]).toEqual([7, 1304.4 * 0.97, 1304.4 * 1.03]);
    expect(bars('p99', 'cold')).toEqual([]);
  });

  it('has dashed lines only: nothing between points was measured', () => {
    const lines = seriesOf().filter(({ type, data }) => type === 'line' && data.length > 0);
    expect(lines).toHaveLength(4);
    for (const { lineStyle } of lines) expect(lineStyle?.type).toEqual([5, 4]);
  });

  it('marks the answer and the current configuration in both panels', () => {
    const guides = seriesOf().filter(({ markLine }) => markLine !== undefined);
    expect(guides.map(({ xAxisIndex, markLine }) => [xAxisIndex, markLine?.data[0]?.xAxis])).toEqual([
      [0, 9],
      [0, 9],
      [1, 9],
      [1, 9],
    ]);
    const marked = points(seriesOf(), 1).flatMap(({ data }) =>
      (data as Point[]).filter((one) => one.symbolSize),
    );
    expect(marked.map(({ name }) => name)).toEqual(['x86_64-512', 'arm64-512']);
  });

  it('keeps the bold label of an answer at the edge inside of a phone', () => {
    // As wide as Chromium writes it: of 10 pixels and bold, 6.65 a character.
    const width = 348;
    const recommended = { ...resultWith().recommendation, architecture: 'x86_64', memoryMB: 1769 };
    const result = resultWith({ recommendation: recommended as never });
    const option = pictureOption([readReport(result)], { ...VIEW, width }) as unknown as {
      series: {
        markLine?: {
          data: { xAxis: number }[];
          label: { formatter: () => string; padding: number[]; fontWeight: number };
        };
      }[];
      xAxis: { min: number; max: number }[];
      grid: { left: number; right: number }[];
    };
    const guide = option.series.find(({ markLine }) => markLine?.label.fontWeight === 700)?.markLine;
    const [[axis], [grid]] = [option.xAxis, option.grid];
    if (guide === undefined || axis === undefined || grid === undefined) throw new Error('it has a guide');
    const text = guide.label.formatter();
    expect(text).toBe('recommended: 1769 MB x86_64');
    const share = ((guide.data[0]?.xAxis ?? 0) - axis.min) / (axis.max - axis.min);
    const middle = grid.left + share * (width - grid.left - grid.right);
    const [, movedLeft = 0] = guide.label.padding;
    expect(middle - movedLeft / 2 + (text.length * 6.65) / 2).toBeLessThanOrEqual(width);
  });

  it('has what was not measured in a lane of its own, and no lane where all was', () => {
    const [lane] = points(seriesOf(), 2);
    expect(lane?.data).toEqual([{ value: [Math.log2(1769), 0], name: 'arm64-1769' }]);
    const measured = resultWith().candidates.slice(0, 5);
    expect(points(seriesOf({}, resultWith({ candidates: measured })), 2)).toEqual([]);
  });

  it('draws no zero where equal steps are equal factors', () => {
    const result = JSON.parse(JSON.stringify(resultWith()));
    result.candidates[0].warm.durationMs.mean.value = 0;
    const values = points(seriesOf({ valueScale: 'log' } as object, result), 1).flatMap(({ data }) =>
      (data as Point[]).map(({ value }) => value[1]),
    );
    expect(values).not.toContain(0);
    expect(values).toHaveLength(4);
  });
});
