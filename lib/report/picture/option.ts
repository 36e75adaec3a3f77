import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type {
  GridComponentOption,
  LegendComponentOption,
  TitleComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { METRIC_NAMES, VIEW_NAMES } from '../columns.ts';
import { between, type Currency, megabytes, milliseconds, money, percentOf } from '../numbers.ts';
import { type Metric, type Report, remarksOf, type Shown, type View, type ViewName } from '../report.ts';
import { type MemoryAxis, type MemoryScale, memoryAxis } from './axis.ts';
import { type Curve, curvesOf, SYMBOLS, type Theme } from './style.ts';

export type PictureOption = ComposeOption<
  | LineSeriesOption
  | ScatterSeriesOption
  | CustomSeriesOption
  | GridComponentOption
  | TitleComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>;

/** What of the reports is drawn. */
export interface PictureView {
  readonly view: ViewName;
  readonly metric: Metric;
  readonly memoryScale: MemoryScale;
  /** Whether costs and durations begin at zero, or stand in equal factors. */
  readonly valueScale: 'linear' | 'log';
  readonly theme: Theme;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Room at the top, for what stands above the panels. */
  readonly top?: number;
  /** Whether the page answers to the pointer. */
  readonly interactive?: boolean;
}

/** What a line between two points is, and what it is not. */
export const LINES_LEGEND =
  'Points are measurements; bars their 95% intervals. Dashed lines only join them: nothing between was measured.';

const LEFT = 78;
const RIGHT = 20;
const LEGEND_ROOM = 30;
/** The guides' labels stand in two rows, so that two sizes side by side don't cover each other. */
const GUIDE_ROOM = 56;
const PANEL_GAP = 58;
const AXIS_ROOM = 48;
/** Between the axis and the lanes of what was not measured. */
const LANE_ROOM = 26;
const LANE_HEIGHT = 18;
export const FONT = 'Inter, system-ui, -apple-system, Segoe UI, sans-serif';

/**
 * The picture: cost above, duration below, over one axis of memory. Two panels, since where a curve of money and
 * one of time cross says nothing.
 */
export function pictureOption(reports: readonly Report[], view: PictureView): PictureOption {
  const curves = curvesOf(reports);
  const lanes = curves.filter(({ entries }) => entries.some(({ status }) => status !== 'measured'));
  const axis = memoryAxis(
    reports.flatMap(({ entries }) => entries.map(({ memoryMB }) => memoryMB)),
    view.memoryScale,
  );
  const top = (view.top ?? 0) + LEGEND_ROOM + GUIDE_ROOM;
  const lanesHeight = lanes.length === 0 ? 0 : lanes.length * LANE_HEIGHT + LANE_ROOM + 8;
  const panel = Math.max(60, (view.height - top - PANEL_GAP - AXIS_ROOM - lanesHeight) / 2);
  const second = top + panel + PANEL_GAP;
  const third = second + panel + AXIS_ROOM + LANE_ROOM;
  const currency = reports[0]?.currency ?? 'USD';
  const panels: Panel[] = [
    { grid: 0, of: ({ costPerMillion }) => costPerMillion, write: (value) => money(value, currency) },
    { grid: 1, of: (figures) => figures[view.metric], write: milliseconds },
  ];
  const text = { color: view.theme.text, fontFamily: FONT };
  return {
    animation: false,
    textStyle: text,
    backgroundColor: view.theme.background,
    title: [
      panelTitle(`Cost of 1M invocations${kindOf(reports, view.view)}`, top - GUIDE_ROOM, view),
      panelTitle(`Duration, ${METRIC_NAMES[view.metric]}${kindOf(reports, view.view)}`, second - 32, view),
      ...(lanes.length === 0 ? [] : [panelTitle('Not measured', third - 22, view)]),
    ],
    legend: {
      show: curves.length > 1,
      top: view.top ?? 0,
      left: LEFT - 6,
      itemGap: 16,
      data: curves.map(({ name, index }) => ({ name, icon: SYMBOLS[index % SYMBOLS.length] ?? 'circle' })),
      itemWidth: 12,
      itemHeight: 12,
      textStyle: { ...text, fontSize: 13 },
      inactiveColor: view.theme.grid,
      selectedMode: view.interactive === true,
    },
    grid: [
      { left: LEFT, right: RIGHT, top, height: panel },
      { left: LEFT, right: RIGHT, top: second, height: panel },
      ...(lanes.length === 0
        ? []
        : [{ left: LEFT, right: RIGHT, top: third, height: lanes.length * LANE_HEIGHT }]),
    ],
    xAxis: [
      sizeAxis(axis, 0, view, false),
      sizeAxis(axis, 1, view, true),
      ...(lanes.length === 0 ? [] : [{ ...sizeAxis(axis, 2, view, false), splitLine: { show: false } }]),
    ],
    yAxis: [
      valueAxis(0, view, (value) => valueTick(value, currency)),
      valueAxis(1, view, (value) => valueTick(value)),
      ...(lanes.length === 0 ? [] : [laneAxis(lanes, view)]),
    ],
    tooltip: {
      show: view.interactive === true,
      trigger: 'item',
      confine: true,
      renderMode: 'richText',
      ...tooltipStyle(view),
    },
    series: [
      ...panels.flatMap((one) => guides(reports, axis, one, view)),
      ...curves.flatMap((curve) => panels.flatMap((one) => curveSeries(curve, axis, one, view))),
      ...lanes.map((curve, lane) => failedSeries(curve, lane, axis, view)),
    ],
  };
}

/** One of the two panels: which figure it shows, and how that is written. */
interface Panel {
  readonly grid: 0 | 1;
  readonly of: (view: View) => Shown | undefined;
  readonly write: (value: number) => string;
}

function kindOf([first]: readonly Report[], view: ViewName): string {
  const rate = first?.coldStartRate;
  if (view === 'blended') return rate === undefined ? ', blended' : `, with ${percentOf(rate)} cold starts`;
  return view === 'cold' ? `, ${VIEW_NAMES.cold}` : '';
}

function panelTitle(text: string, top: number, { theme }: PictureView): TitleComponentOption {
  return {
    text,
    top,
    left: 4,
    padding: [0, 0, 0, 8],
    textStyle: { color: theme.text, fontFamily: FONT, fontSize: 14, fontWeight: 600 },
  };
}

function sizeAxis(axis: MemoryAxis, gridIndex: number, { theme, width }: PictureView, named: boolean) {
  const ticks = width < 480 ? axis.ticks.filter((_, index) => index % 2 === 0) : axis.ticks;
  return {
    type: 'value' as const,
    gridIndex,
    min: axis.min,
    max: axis.max,
    position: 'bottom' as const,
    ...(named ? { name: 'Memory, MB', nameLocation: 'middle' as const, nameGap: 28 } : {}),
    nameTextStyle: { color: theme.quiet, fontFamily: FONT, fontSize: 13 },
    axisLine: { show: gridIndex < 2, onZero: false, lineStyle: { color: theme.quiet } },
    axisTick: { show: gridIndex < 2, customValues: [...ticks], lineStyle: { color: theme.quiet } },
    axisLabel: {
      show: gridIndex < 2,
      customValues: [...ticks],
      color: theme.quiet,
      fontFamily: FONT,
      formatter: (place: number) => String(Math.round(axis.sizeAt(place))),
    },
    splitLine: { show: false },
  };
}

function valueAxis(
  gridIndex: number,
  { theme, valueScale }: PictureView,
  formatter: (value: number) => string,
) {
  return {
    type: valueScale === 'log' ? ('log' as const) : ('value' as const),
    gridIndex,
    // A curve that doesn't begin at zero makes differences look larger than they are.
    ...(valueScale === 'log' ? {} : { min: 0 }),
    splitNumber: 4,
    axisLabel: { color: theme.quiet, fontFamily: FONT, formatter },
    splitLine: { lineStyle: { color: theme.grid } },
  };
}

function laneAxis(lanes: readonly Curve[], { theme }: PictureView) {
  return {
    type: 'category' as const,
    gridIndex: 2,
    data: lanes.map(({ name }) => name),
    inverse: true,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: theme.quiet,
      fontFamily: FONT,
      fontSize: 11,
      width: LEFT - 12,
      overflow: 'truncate' as const,
    },
  };
}

/** A number beside an axis. */
export function valueTick(value: number, currency?: Currency): string {
  const symbol = currency === undefined ? '' : currency === 'USD' ? '$' : 'CN¥';
  return `${symbol}${value.toLocaleString('en-US', { maximumSignificantDigits: 4 })}${currency === undefined ? ' ms' : ''}`;
}

function tooltipStyle({ theme }: PictureView) {
  return {
    backgroundColor: theme.background,
    borderColor: theme.quiet,
    textStyle: { color: theme.text, fontFamily: FONT, fontSize: 13 },
  };
}

/** A curve in one panel: a dashed line that joins, bars for the intervals, and the points. */
function curveSeries(curve: Curve, axis: MemoryAxis, panel: Panel, view: PictureView) {
  const { theme } = view;
  const color = theme.series[curve.index % theme.series.length] ?? theme.text;
  const points = [...curve.entries]
    .sort((a, b) => a.memoryMB - b.memoryMB)
    .flatMap((entry) => {
      const figures = entry.views[view.view];
      const shown = figures === undefined ? undefined : panel.of(figures);
      return shown === undefined || (view.valueScale === 'log' && shown.value <= 0)
        ? []
        : [{ entry, shown, at: axis.at(entry.memoryMB) }];
    });
  const axes = { xAxisIndex: panel.grid, yAxisIndex: panel.grid, name: curve.name };
  const line: LineSeriesOption = {
    ...axes,
    type: 'line',
    data: points.map(({ at, shown }) => [at, shown.value]),
    showSymbol: false,
    silent: true,
    lineStyle: { color, width: 1.5, type: [5, 4], opacity: 0.75 },
    itemStyle: { color },
    z: 2,
  };
  const bars: CustomSeriesOption = {
    ...axes,
    type: 'custom',
    silent: true,
    z: 3,
    itemStyle: { color },
    data: points.flatMap(({ at, shown: { low, high } }) =>
      low === undefined || high === undefined || (view.valueScale === 'log' && low <= 0)
        ? []
        : [[at, low, high]],
    ),
    encode: { x: 0, y: [1, 2] },
    renderItem: (_, api) => {
      const [x = 0, bottom = 0] = api.coord([api.value(0), api.value(1)]);
      const [, top = 0] = api.coord([api.value(0), api.value(2)]);
      const cap = 4;
      const style = { stroke: color, lineWidth: 1.5, fill: 'none' };
      const stroke = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style,
      });
      return {
        type: 'group',
        children: [
          stroke(x, bottom, x, top),
          stroke(x - cap, bottom, x + cap, bottom),
          stroke(x - cap, top, x + cap, top),
        ],
      };
    },
  };
  const dots: ScatterSeriesOption = {
    ...axes,
    type: 'scatter',
    symbol: SYMBOLS[curve.index % SYMBOLS.length] ?? 'circle',
    symbolSize: curve.index === 1 ? 11 : 9,
    itemStyle: { color, borderColor: theme.background, borderWidth: 1 },
    z: 4,
    data: points.map(({ entry, shown, at }) => ({
      value: [at, shown.value],
      name: entry.key,
      ...(entry.key === curve.report.recommended
        ? { symbolSize: 15, itemStyle: { borderColor: theme.answer, borderWidth: 3 } }
        : entry.key === curve.report.current
          ? { symbolSize: 13, itemStyle: { borderColor: theme.current, borderWidth: 2 } }
          : {}),
    })),
    tooltip: {
      formatter: (given) => {
        const { dataIndex } = given as { dataIndex: number };
        const point = points[dataIndex];
        return point === undefined
          ? ''
          : pointText(curve, point.entry.memoryMB, point.shown, panel, remarksOf(curve.report, point.entry));
      },
    },
  };
  return [line, bars, dots];
}

function pointText(
  { name }: Curve,
  memoryMB: number,
  { value, n, low, high }: Shown,
  { write }: Panel,
  remarks: readonly string[],
): string {
  const interval = low === undefined || high === undefined ? [] : [between(low, high, write)];
  const samples = n === undefined ? [] : [`n = ${n}`];
  return [
    `${megabytes(memoryMB)}, ${name}`,
    `${write(value)}${interval.length > 0 ? ` (${interval.join('')})` : ''}`,
    ...samples,
    ...(remarks.length > 0 ? [remarks.join(', ')] : []),
  ].join('\n');
}

/** Vertical lines through both panels where the answer and the current configuration are. */
function guides(
  reports: readonly Report[],
  axis: MemoryAxis,
  panel: Panel,
  { theme }: PictureView,
): LineSeriesOption[] {
  return reports.flatMap((report) => {
    const recommended = report.entries.find(({ key }) => key === report.recommended);
    const current = report.entries.find(({ key }) => key === report.current);
    const same = recommended !== undefined && recommended === current;
    const guide = (
      entry: Report['entries'][number],
      word: string,
      color: string,
      row: number,
    ): LineSeriesOption => {
      const at = axis.at(entry.memoryMB);
      const leans = (at - axis.min) / (axis.max - axis.min);
      const labelled = panel.grid === 0 && reports.length === 1;
      return {
        type: 'line',
        silent: true,
        xAxisIndex: panel.grid,
        yAxisIndex: panel.grid,
        data: [],
        z: 1,
        markLine: {
          silent: true,
          animation: false,
          symbol: 'none',
          data: [{ xAxis: at }],
          lineStyle: { color, width: row === 0 ? 1.5 : 1, type: row === 0 ? 'solid' : 'dotted' },
          label: {
            show: labelled,
            // As text, in which braces stand for nothing.
            formatter: () => `${word} ${megabytes(entry.memoryMB)} ${entry.series}`,
            position: 'end',
            distance: 3,
            // The second row.
            padding: [0, 0, row === 0 ? 0 : 16, 0],
            align: leans > 0.66 ? 'right' : leans < 0.34 ? 'left' : 'center',
            color,
            fontFamily: FONT,
            fontSize: 12,
            fontWeight: row === 0 ? 700 : 400,
          },
        },
      };
    };
    return [
      ...(recommended === undefined
        ? []
        : [guide(recommended, same ? 'recommended and current:' : 'recommended:', theme.answer, 0)]),
      ...(current === undefined || same ? [] : [guide(current, 'current:', theme.current, 1)]),
    ];
  });
}

/** What could not be measured, in a lane of its own below the panels: it has no place on their axes. */
function failedSeries(
  curve: Curve,
  lane: number,
  axis: MemoryAxis,
  { theme }: PictureView,
): ScatterSeriesOption {
  const missing = curve.entries.filter(({ status }) => status !== 'measured');
  return {
    type: 'scatter',
    name: curve.name,
    xAxisIndex: 2,
    yAxisIndex: 2,
    symbol: CROSS,
    symbolSize: 9,
    itemStyle: { color: theme.failed },
    data: missing.map((entry) => ({ value: [axis.at(entry.memoryMB), lane], name: entry.key })),
    tooltip: {
      formatter: (given) => {
        const entry = missing[(given as { dataIndex: number }).dataIndex];
        return entry === undefined
          ? ''
          : `${megabytes(entry.memoryMB)}, ${curve.name}\n${wrapped(`${entry.status}: ${entry.reason ?? 'no reason is known'}`)}`;
      },
    },
  };
}

const CROSS = 'path://M0,1 L1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 Z';

/** A tooltip is no place for a stack trace. */
function wrapped(text: string): string {
  return text
    .slice(0, 300)
    .replaceAll(/(.{1,60})(?:\s+|$)/g, '$1\n')
    .trimEnd();
}
