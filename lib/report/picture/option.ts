import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { TitleComponentOption } from 'echarts/components';
import { METRIC_NAMES, VIEW_NAMES } from '../columns.ts';
import { count, megabytes, milliseconds, money, percentOf } from '../numbers.ts';
import { missingInWords, type Report, remarksOf, type Shown, type View, type ViewName } from '../report.ts';
import { type MemoryAxis, type MemoryScale, memoryAxis } from './axis.ts';
import {
  FONT,
  ground,
  intervals,
  LEFT,
  LEGEND_ROW,
  legend,
  legendRows,
  NARROW,
  type PictureOption,
  type PictureView,
  tooltip,
  valueTick,
  widthOf,
  withInterval,
} from './parts.ts';
import { type Curve, colorOf, curvesOf, shortName, symbolOf, titlesOf } from './style.ts';

/** What a line between two points is, and what it is not. */
export const LINES_LEGEND =
  'Points are measurements; bars their 95% intervals. Dashed lines only join them: nothing between was measured.';

const RIGHT = 20;
/** Above the guides' labels, for the panel's title. */
const GUIDE_ROOM = 30;
const PANEL_GAP = 62;
const AXIS_ROOM = 52;
/** Between the axis and the lanes of what was not measured. */
const LANE_ROOM = 26;
const LANE_HEIGHT = 18;
/** In a comparison a lane's name is too long to stand beside it. */
const NAMED_LANE_HEIGHT = 34;
/** Of the two panels and the axis below them. */
const PANELS_HEIGHT = 490;
/** Between the middles of two sizes that are written on the axis, in pixels. */
const TICK_ROOM = 42;

/**
 * The picture: cost above, duration below, over one axis of memory. Two panels, since where a curve of money and
 * one of time cross says nothing.
 */
export function pictureOption(reports: readonly Report[], view: PictureView): PictureOption {
  const curves = curvesOf(reports);
  const lanes = lanesOf(reports);
  const laneHeight = heightOfLane(reports);
  const axis = axisOf(reports, view.memoryScale);
  const guides = guidesOf(reports, axis, view.width);
  const belowLegend = (view.top ?? 0) + legendRoom(curves, view.width);
  const top = belowLegend + guidesRoom(guides);
  const panel = Math.max(60, (view.height - top - PANEL_GAP - AXIS_ROOM - lanesRoom(reports)) / 2);
  const second = top + panel + PANEL_GAP;
  const third = second + panel + AXIS_ROOM + LANE_ROOM;
  const currency = reports[0]?.currency ?? 'USD';
  const panels: Panel[] = [
    { grid: 0, of: ({ costPerMillion }) => costPerMillion, write: (value) => money(value, currency) },
    { grid: 1, of: (figures) => figures[view.metric], write: milliseconds },
  ];
  const ticks = writtenSizes(reports, axis, view.width);
  return {
    ...ground(view.theme),
    title: [
      panelTitle(`Cost of 1M invocations${kindOf(reports, view.view)}`, belowLegend, view),
      panelTitle(`Duration, ${METRIC_NAMES[view.metric]}${kindOf(reports, view.view)}`, second - 32, view),
      ...(lanes.length === 0 ? [] : [panelTitle('Not measured', third - 22, view)]),
    ],
    legend: legend(curves, view),
    grid: [
      { left: LEFT, right: RIGHT, top, height: panel },
      { left: LEFT, right: RIGHT, top: second, height: panel },
      ...(lanes.length === 0
        ? []
        : [{ left: LEFT, right: RIGHT, top: third, height: lanes.length * laneHeight }]),
    ],
    xAxis: [
      sizeAxis(axis, 0, ticks, view),
      { ...sizeAxis(axis, 1, ticks, view), name: 'Memory, MB', nameLocation: 'middle', nameGap: 31 },
      ...(lanes.length === 0 ? [] : [sizeAxis(axis, 2, ticks, view)]),
    ],
    yAxis: [
      valueAxis(0, view, (value) => valueTick(value, currency)),
      valueAxis(1, view, (value) => valueTick(value)),
      ...(lanes.length === 0 ? [] : [laneAxis(lanes, reports.length > 1, view)]),
    ],
    tooltip: tooltip(view),
    series: [
      ...panels.flatMap((one) => guides.map((guide) => guideSeries(guide, one, view))),
      ...curves.flatMap((curve) => panels.flatMap((one) => curveSeries(curve, axis, one, view))),
      ...lanes.map((curve, lane) => failedSeries(curve, lane, axis, view)),
    ],
  };
}

/** How high the picture has to be on the page, in pixels: what stands above the panels takes nothing from them. */
export function pictureHeight(
  reports: readonly Report[],
  { memoryScale, width }: Pick<PictureView, 'memoryScale' | 'width'>,
): number {
  const guides = guidesOf(reports, axisOf(reports, memoryScale), width);
  return legendRoom(curvesOf(reports), width) + guidesRoom(guides) + PANELS_HEIGHT + lanesRoom(reports);
}

function axisOf(reports: readonly Report[], scale: MemoryScale): MemoryAxis {
  return memoryAxis(
    reports.flatMap(({ entries }) => entries.map(({ memoryMB }) => memoryMB)),
    scale,
  );
}

/** In pixels; without a legend only a margin. */
function legendRoom(curves: readonly Curve[], width: number): number {
  return LEGEND_ROW * legendRows(curves, width) || 8;
}

function guidesRoom(guides: readonly Guide[]): number {
  return GUIDE_ROOM + GUIDE_ROW * Math.max(1, ...guides.map(({ row }) => row + 1));
}

/** Curves of which something was not measured. */
function lanesOf(reports: readonly Report[]): Curve[] {
  return curvesOf(reports).filter(({ entries }) => entries.some(({ status }) => status !== 'measured'));
}

function heightOfLane(reports: readonly Report[]): number {
  return reports.length > 1 ? NAMED_LANE_HEIGHT : LANE_HEIGHT;
}

function lanesRoom(reports: readonly Report[]): number {
  const { length } = lanesOf(reports);
  return length === 0 ? 0 : length * heightOfLane(reports) + LANE_ROOM + 8;
}

/** Where sizes are written: at the answer first, then where anything was measured, then between, if there is room. */
function writtenSizes(reports: readonly Report[], axis: MemoryAxis, width: number): number[] {
  const chosen = reports.flatMap(({ entries, recommended, current }) =>
    entries.filter(({ key }) => key === recommended || key === current),
  );
  const places = [...chosen, ...reports.flatMap(({ entries }) => entries)]
    .map(({ memoryMB }) => axis.at(memoryMB))
    .concat(axis.ticks);
  const pixels = (width - LEFT - RIGHT) / (axis.max - axis.min);
  const written: number[] = [];
  for (const place of places)
    if (written.every((other) => Math.abs(other - place) * pixels >= TICK_ROOM)) written.push(place);
  return written.sort((a, b) => a - b);
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

function panelTitle(text: string, top: number, { theme, width }: PictureView): TitleComponentOption {
  return {
    text,
    top,
    left: 4,
    padding: [0, 0, 0, 8],
    textStyle: { color: theme.text, fontFamily: FONT, fontSize: width < NARROW ? 12 : 14, fontWeight: 600 },
  };
}

function sizeAxis(axis: MemoryAxis, gridIndex: number, ticks: readonly number[], { theme }: PictureView) {
  return {
    type: 'value' as const,
    gridIndex,
    min: axis.min,
    max: axis.max,
    position: 'bottom' as const,
    nameTextStyle: { color: theme.quiet, fontFamily: FONT, fontSize: 13 },
    axisLine: { show: gridIndex < 2, onZero: false, lineStyle: { color: theme.quiet } },
    axisTick: { show: gridIndex < 2, customValues: [...ticks], lineStyle: { color: theme.quiet } },
    axisLabel: {
      show: gridIndex < 2,
      customValues: [...ticks],
      // Below marks that stand on the axis.
      margin: 11,
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

function laneAxis(lanes: readonly Curve[], isAbove: boolean, { theme }: PictureView) {
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
      ...(isAbove
        ? { inside: true, verticalAlign: 'bottom' as const, padding: [0, 0, 8, 0], formatter: shortName }
        : { width: LEFT - 12, overflow: 'truncate' as const }),
    },
  };
}

/** A curve in one panel: a dashed line that joins, bars for the intervals, and the points. */
function curveSeries(curve: Curve, axis: MemoryAxis, panel: Panel, view: PictureView) {
  const { theme } = view;
  const color = colorOf(theme, curve.index);
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
  const bars = intervals(
    points.map(({ at, shown }) => ({ at, shown })),
    { ...axes, color, isLog: view.valueScale === 'log' },
  );
  const dots: ScatterSeriesOption = {
    ...axes,
    type: 'scatter',
    symbol: symbolOf(curve.index),
    symbolSize: curve.index === 1 ? 11 : 9,
    itemStyle: { color, opacity: 1, borderColor: theme.background, borderWidth: 1 },
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
  shown: Shown,
  { write }: Panel,
  remarks: readonly string[],
): string {
  return [
    `${megabytes(memoryMB)}, ${name}`,
    withInterval(shown, write),
    ...(shown.n === undefined ? [] : [`n = ${count(shown.n)}`]),
    ...(remarks.length > 0 ? [remarks.join(', ')] : []),
  ].join('\n');
}

/** A vertical line where the answer is, or the current configuration, and what is written above it. */
interface Guide {
  readonly at: number;
  readonly isAnswer: boolean;
  readonly label: string;
  /** Of the label, from the panel upwards. */
  readonly row: number;
  /** By how many pixels the label is moved, so that it is inside of the picture. */
  readonly shift: number;
}

const GUIDE_ROW = 16;
/** More would leave no room for the panels. */
const MAX_GUIDE_ROWS = 6;

/** The guides of all reports; of labels that would cover each other, the later one is a row higher. */
function guidesOf(reports: readonly Report[], axis: MemoryAxis, width: number): Guide[] {
  const fontSize = guideFontSize(width);
  const longest = width < NARROW ? 16 : 24;
  const titles = titlesOf(reports).map((title) =>
    title.length > longest ? `${title.slice(0, longest - 1)}…` : title,
  );
  const wanted = reports.flatMap(({ entries, recommended, current }, index) => {
    const whose = reports.length > 1 ? `${titles[index]}, ` : '';
    return entries
      .filter(({ key }) => key === recommended || key === current)
      .map((entry) => {
        const isAnswer = entry.key === recommended;
        const words = isAnswer
          ? recommended === current
            ? 'recommended and current'
            : 'recommended'
          : 'current';
        const short = `${whose}${words}: ${megabytes(entry.memoryMB)}`;
        const label = `${short} ${entry.series}`;
        return {
          at: axis.at(entry.memoryMB),
          isAnswer,
          label: widthOf(label, fontSize, isAnswer) > width - 8 ? short : label,
        };
      });
  });
  const rows: { readonly from: number; readonly to: number }[][] = [];
  // Answers next to the panels.
  return wanted
    .sort((a, b) => Number(b.isAnswer) - Number(a.isAnswer))
    .map((guide) => {
      const half = Math.min(widthOf(guide.label, fontSize, guide.isAnswer), width - 8) / 2;
      const middle = LEFT + ((guide.at - axis.min) / (axis.max - axis.min)) * (width - LEFT - RIGHT);
      const place = Math.max(4 + half, Math.min(width - 4 - half, middle));
      const [from, to] = [place - half - 6, place + half + 6];
      const free = rows.findIndex((row) => row.every((other) => to <= other.from || from >= other.to));
      const row = free < 0 ? rows.length : free;
      if (row >= MAX_GUIDE_ROWS) return { ...guide, label: '', row: 0, shift: 0 };
      rows[row] = [...(rows[row] ?? []), { from, to }];
      return { ...guide, row, shift: place - middle };
    });
}

function guideFontSize(width: number): number {
  return width < NARROW ? 10 : 12;
}

function guideSeries(
  { at, isAnswer, label, row, shift }: Guide,
  { grid }: Panel,
  { theme, width }: PictureView,
): LineSeriesOption {
  const color = isAnswer ? theme.answer : theme.current;
  return {
    type: 'line',
    silent: true,
    xAxisIndex: grid,
    yAxisIndex: grid,
    data: [],
    z: 1,
    markLine: {
      silent: true,
      animation: false,
      symbol: 'none',
      data: [{ xAxis: at }],
      lineStyle: { color, width: isAnswer ? 1.5 : 1, type: isAnswer ? 'solid' : 'dotted' },
      label: {
        show: grid === 0 && label !== '',
        // As text, in which braces stand for nothing.
        formatter: () => label,
        position: 'end',
        // Above the axis' topmost number, which is beside it.
        distance: 9,
        // A label has no offset: what it is moved by stands beside it, twice, since it is centred.
        padding: [0, Math.max(0, -2 * shift), row * GUIDE_ROW, Math.max(0, 2 * shift)],
        align: 'center',
        color,
        fontFamily: FONT,
        fontSize: guideFontSize(width),
        fontWeight: isAnswer ? 700 : 400,
      },
    },
  };
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
    itemStyle: { color: theme.failed, opacity: 1 },
    data: missing.map((entry) => ({ value: [axis.at(entry.memoryMB), lane], name: entry.key })),
    tooltip: {
      formatter: (given) => {
        const entry = missing[(given as { dataIndex: number }).dataIndex];
        return entry === undefined
          ? ''
          : `${megabytes(entry.memoryMB)}, ${curve.name}\n${wrapped(missingInWords(entry))}`;
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
