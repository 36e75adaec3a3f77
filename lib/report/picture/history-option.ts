import { type Currency, milliseconds, money } from '../numbers.ts';
import { configurationName, drawnOf, outcomeInWords, runTime } from '../past-runs.ts';
import type { PastRun, Shown } from '../report.ts';
import {
  FONT,
  ground,
  intervals,
  LEFT,
  NARROW,
  type PictureOption,
  tooltip,
  valueTick,
  withInterval,
} from './parts.ts';
import type { Theme } from './style.ts';

interface HistoryView {
  readonly currency: Currency;
  readonly theme: Theme;
  readonly width: number;
  readonly interactive?: boolean;
}

const RIGHT = 24;
const PANEL = 130;
const TITLE_ROOM = 28;
const GAP = 46;
const AXIS_ROOM = 34;
/** Before the first point and after the last, as a share of the time between them. */
const AROUND = 0.04;

/** In pixels. */
export const HISTORY_HEIGHT = 2 * (TITLE_ROOM + PANEL) + GAP + AXIS_ROOM - TITLE_ROOM;

/**
 * What the function had, in each run: cost above, duration below, over one axis of time. Both begin at zero.
 * @param runs at least two
 */
export function historyOption(runs: readonly PastRun[], view: HistoryView): PictureOption {
  const { theme, currency, width } = view;
  const panels = [
    {
      title: 'Cost of 1M invocations',
      of: (run: PastRun) => drawnOf(run).costPerMillion,
      write: (value: number) => money(value, currency),
      tick: (value: number) => valueTick(value, currency),
    },
    {
      title: 'Mean duration',
      of: (run: PastRun) => drawnOf(run).mean,
      write: milliseconds,
      tick: (value: number) => valueTick(value),
    },
  ];
  const tops = panels.map((_, index) => TITLE_ROOM + index * (PANEL + GAP));
  const inOrder = runs
    .map((run) => ({ run, at: Date.parse(run.startedAt) }))
    .sort((one, other) => one.at - other.at);
  const [first, last] = [inOrder[0]?.at ?? 0, inOrder.at(-1)?.at ?? 0];
  const room = Math.max((last - first) * AROUND, 1);
  const ends = { min: first - room, max: last + room };
  const [color = theme.text] = theme.series;
  return {
    ...ground(theme),
    tooltip: tooltip(view),
    title: panels.map(({ title }, index) => ({
      text: title,
      left: LEFT - 6,
      top: (tops[index] ?? 0) - TITLE_ROOM,
      textStyle: { color: theme.quiet, fontFamily: FONT, fontSize: 13, fontWeight: 'normal' as const },
    })),
    grid: tops.map((top) => ({ left: LEFT, right: RIGHT, top, height: PANEL })),
    xAxis: panels.map((_, gridIndex) => ({
      type: 'time' as const,
      gridIndex,
      ...ends,
      splitNumber: width < NARROW ? 3 : 6,
      axisLine: { show: true, onZero: false, lineStyle: { color: theme.quiet } },
      axisLabel: {
        show: gridIndex === panels.length - 1,
        color: theme.quiet,
        fontFamily: FONT,
        hideOverlap: true,
        formatter: (value: number) => new Date(value).toISOString().slice(0, 10),
      },
      splitLine: { show: false },
    })),
    yAxis: panels.map(({ tick }, gridIndex) => ({
      type: 'value' as const,
      gridIndex,
      min: 0,
      splitNumber: 3,
      axisLabel: { color: theme.quiet, fontFamily: FONT, formatter: tick },
      splitLine: { lineStyle: { color: theme.grid } },
    })),
    series: panels.flatMap(({ of, write }, index) => {
      const axes = { xAxisIndex: index, yAxisIndex: index };
      const points = inOrder.map(({ run, at }) => ({ run, at, shown: of(run) }));
      return [
        {
          ...axes,
          type: 'line' as const,
          silent: true,
          showSymbol: false,
          z: 2,
          // Nothing was measured between two runs.
          lineStyle: { color, width: 1.5, type: [5, 5] },
          data: points.map(({ at, shown }) => [at, shown.value]),
        },
        intervals(points, { ...axes, color }),
        {
          ...axes,
          type: 'scatter' as const,
          symbolSize: 9,
          z: 4,
          itemStyle: { color, opacity: 1, borderColor: theme.background, borderWidth: 1 },
          data: points.map(({ run, at, shown }) => ({
            value: [at, shown.value],
            name: run.startedAt,
            ...(run.outcome === 'unchanged'
              ? {}
              : { symbolSize: 13, itemStyle: { borderColor: markOf(run, theme), borderWidth: 3 } }),
          })),
          tooltip: {
            formatter: (given: unknown) => {
              const point = points[(given as { dataIndex: number }).dataIndex];
              return point === undefined ? '' : describe(point.run, point.shown, write);
            },
          },
        },
      ];
    }),
  };
}

/** Better and regressed are set off; the table beside the chart says which is which. */
function markOf({ outcome }: PastRun, theme: Theme): string {
  return outcome === 'better' ? theme.answer : theme.current;
}

function describe(run: PastRun, shown: Shown, write: (value: number) => string): string {
  return `${runTime(run.startedAt)}, ${configurationName(drawnOf(run))}\n${withInterval(shown, write)}\n${outcomeInWords(run)}`;
}
