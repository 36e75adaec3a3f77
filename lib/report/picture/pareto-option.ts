import { frontOf } from '../front.ts';
import { megabytes, milliseconds, money } from '../numbers.ts';
import type { Report } from '../report.ts';
import { FONT, type PictureOption, type PictureView, valueTick } from './option.ts';
import { curvesOf, SYMBOLS } from './style.ts';

/**
 * Cost against duration: nearer to the corner is better. The front (candidates of which none is both cheaper and
 * faster) is joined; the others are pale.
 */
export function paretoOption(reports: readonly Report[], view: PictureView): PictureOption {
  const { theme, valueScale } = view;
  const currency = reports[0]?.currency ?? 'USD';
  const curves = curvesOf(reports);
  const axis = (name: string, formatter: (value: number) => string) => ({
    type: valueScale === 'log' ? ('log' as const) : ('value' as const),
    name,
    nameLocation: 'middle' as const,
    nameGap: 32,
    nameTextStyle: { color: theme.quiet, fontFamily: FONT, fontSize: 13 },
    axisLabel: { color: theme.quiet, fontFamily: FONT, formatter, hideOverlap: true },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.quiet } },
    splitLine: { lineStyle: { color: theme.grid } },
    splitNumber: view.width < 480 ? 3 : 5,
    ...(valueScale === 'log' ? {} : { min: 0 }),
  });
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { color: theme.text, fontFamily: FONT },
    legend: {
      show: curves.length > 1,
      top: 0,
      left: 72,
      itemWidth: 12,
      itemHeight: 12,
      data: curves.map(({ name, index }) => ({ name, icon: SYMBOLS[index % SYMBOLS.length] ?? 'circle' })),
      textStyle: { color: theme.text, fontFamily: FONT, fontSize: 13 },
      inactiveColor: theme.grid,
    },
    grid: [{ left: 78, right: 24, top: 40, bottom: 56 }],
    xAxis: [axis('Duration', (value) => valueTick(value))],
    yAxis: [{ ...axis('Cost of 1M invocations', (value) => valueTick(value, currency)), nameGap: 58 }],
    tooltip: {
      show: view.interactive === true,
      trigger: 'item',
      confine: true,
      renderMode: 'richText',
      backgroundColor: theme.background,
      borderColor: theme.quiet,
      textStyle: { color: theme.text, fontFamily: FONT, fontSize: 13 },
    },
    series: [
      ...reports.map((report) => ({
        type: 'line' as const,
        silent: true,
        showSymbol: false,
        z: 1,
        lineStyle: { color: theme.quiet, width: 1.5, type: [2, 3] },
        data: report.entries
          .filter(({ key }) => frontOf(report, view.view, view.metric).includes(key))
          .flatMap((entry) => pointOf(entry, view))
          .sort(([a = 0], [b = 0]) => a - b),
      })),
      ...curves.map(({ name, entries, index, report }) => {
        const color = theme.series[index % theme.series.length] ?? theme.text;
        const front = new Set(frontOf(report, view.view, view.metric));
        const drawn = entries.flatMap((entry) => pointOf(entry, view).map((value) => ({ entry, value })));
        return {
          type: 'scatter' as const,
          name,
          symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle',
          symbolSize: 11,
          z: 3,
          itemStyle: { color },
          data: drawn.map(({ entry, value }) => ({
            value,
            name: entry.key,
            itemStyle: {
              opacity: front.has(entry.key) ? 1 : 0.4,
              ...(entry.key === report.recommended ? { borderColor: theme.answer, borderWidth: 3 } : {}),
            },
            label: {
              show: front.has(entry.key) || entry.key === report.recommended,
              formatter: String(entry.memoryMB),
              position: 'top' as const,
              color: theme.text,
              fontFamily: FONT,
              fontSize: 11,
            },
          })),
          labelLayout: { hideOverlap: true },
          tooltip: {
            formatter: (given: unknown) => {
              const point = drawn[(given as { dataIndex: number }).dataIndex];
              if (point === undefined) return '';
              const [duration = 0, cost = 0] = point.value;
              return `${megabytes(point.entry.memoryMB)}, ${name}\n${milliseconds(duration)}, ${money(cost, currency)}`;
            },
          },
        };
      }),
    ],
  };
}

function pointOf(entry: Report['entries'][number], { view, metric, valueScale }: PictureView): number[][] {
  const figures = entry.views[view];
  const duration = figures?.[metric]?.value;
  const cost = figures?.costPerMillion.value;
  if (duration === undefined || cost === undefined) return [];
  return valueScale === 'log' && (duration <= 0 || cost <= 0) ? [] : [[duration, cost]];
}
