import { frontOf } from '../front.ts';
import { megabytes, milliseconds, money } from '../numbers.ts';
import type { Entry, Report } from '../report.ts';
import {
  FONT,
  ground,
  LEFT,
  LEGEND_ROW,
  legend,
  legendRows,
  NARROW,
  type PictureOption,
  type PictureView,
  tooltip,
  valueTick,
} from './parts.ts';
import { colorOf, curvesOf, symbolOf } from './style.ts';

const RIGHT = 24;
/** Without a legend, or with one of a single row. */
const TOP = 40;
const BOTTOM = 56;
const HEIGHT = 460;

/** How high the picture has to be on the page, in pixels: rows of the legend take nothing from the panel. */
export function paretoHeight(reports: readonly Report[], width: number): number {
  return HEIGHT + topOf(reports, width) - TOP;
}

/** Above the panel. */
function topOf(reports: readonly Report[], width: number): number {
  return TOP + LEGEND_ROW * Math.max(0, legendRows(curvesOf(reports), width) - 1);
}

/**
 * Cost against duration: nearer to the corner is better. The front (candidates of which none is both cheaper and
 * faster) is joined; the others are pale.
 */
export function paretoOption(reports: readonly Report[], view: PictureView): PictureOption {
  const { theme, valueScale } = view;
  const currency = reports[0]?.currency ?? 'USD';
  const curves = curvesOf(reports);
  const top = topOf(reports, view.width);
  const front = new Set(reports.flatMap((report) => frontOf(report, view.view, view.metric)));
  const places = labelPlaces(reports, front, view, top);
  const axis = (name: string, formatter: (value: number) => string) => ({
    type: valueScale === 'log' ? ('log' as const) : ('value' as const),
    name,
    nameLocation: 'middle' as const,
    nameGap: 32,
    nameTextStyle: { color: theme.quiet, fontFamily: FONT, fontSize: 13 },
    axisLabel: { color: theme.quiet, fontFamily: FONT, formatter, hideOverlap: true },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.quiet } },
    splitLine: { lineStyle: { color: theme.grid } },
    splitNumber: view.width < NARROW ? 3 : 5,
    ...(valueScale === 'log' ? {} : { min: 0 }),
  });
  return {
    ...ground(theme),
    legend: legend(curves, view),
    grid: [{ left: LEFT, right: RIGHT, top, bottom: BOTTOM }],
    xAxis: [axis('Duration', (value) => valueTick(value))],
    yAxis: [{ ...axis('Cost of 1M invocations', (value) => valueTick(value, currency)), nameGap: 58 }],
    tooltip: tooltip(view),
    series: [
      ...reports.map((report) => ({
        type: 'line' as const,
        silent: true,
        showSymbol: false,
        z: 1,
        lineStyle: { color: theme.quiet, width: 1.5, type: [2, 3] },
        data: report.entries
          .filter((entry) => front.has(entry))
          .flatMap((entry) => pointOf(entry, view))
          .sort(([a = 0], [b = 0]) => a - b),
      })),
      ...curves.map(({ name, entries, index, report }) => {
        const drawn = entries.flatMap((entry) => pointOf(entry, view).map((value) => ({ entry, value })));
        return {
          type: 'scatter' as const,
          name,
          symbol: symbolOf(index),
          symbolSize: 11,
          z: 3,
          itemStyle: { color: colorOf(theme, index), opacity: 1 },
          data: drawn.map(({ entry, value }) => ({
            value,
            name: entry.key,
            itemStyle: {
              opacity: front.has(entry) ? 1 : 0.4,
              ...(entry.key === report.recommended ? { borderColor: theme.answer, borderWidth: 3 } : {}),
            },
            label: {
              show: places.has(entry),
              formatter: String(entry.memoryMB),
              position: places.get(entry) ?? 'top',
              color: theme.text,
              fontFamily: FONT,
              fontSize: 11,
            },
          })),
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

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of half a mark, and from there to its label. */
const MARK = 6;
const LABEL_GAP = 5;
const LABEL_HEIGHT = 12;
const DIGIT = 7;

const SIDES = ['top', 'right', 'bottom', 'left'] as const;
type Side = (typeof SIDES)[number];

/**
 * On which side of its point the size of each is written that is on the front: the answer's first, the others as far
 * as they cover neither a point nor another size. Where points are is reckoned for axes that are a bit too long, so
 * that they are further apart than it seems here.
 */
function labelPlaces(
  reports: readonly Report[],
  front: ReadonlySet<Entry>,
  view: PictureView,
  panelTop: number,
): ReadonlyMap<Entry, Side> {
  const all = reports.flatMap((report) =>
    report.entries.flatMap((entry) =>
      pointOf(entry, view).map(([duration = 0, cost = 0]) => ({
        entry,
        duration,
        cost,
        isAnswer: entry.key === report.recommended,
        isNamed: front.has(entry) || entry.key === report.recommended,
      })),
    ),
  );
  const x = roughly(
    all.map(({ duration }) => duration),
    view,
  );
  const y = roughly(
    all.map(({ cost }) => cost),
    view,
  );
  const located = all.map((point) => ({
    ...point,
    x: LEFT + x(point.duration) * (view.width - LEFT - RIGHT),
    y: view.height - BOTTOM - y(point.cost) * (view.height - panelTop - BOTTOM),
  }));
  const taken: Box[] = located.map((one) => around(one.x, one.y, MARK, MARK));
  const places = new Map<Entry, Side>();
  for (const one of located.sort((a, b) => Number(b.isAnswer) - Number(a.isAnswer))) {
    if (!one.isNamed) continue;
    const [width, height] = [(String(one.entry.memoryMB).length * DIGIT) / 2, LABEL_HEIGHT / 2];
    const [aside, above] = [MARK + LABEL_GAP + width, MARK + LABEL_GAP + height];
    const boxes = {
      top: around(one.x, one.y - above, width, height),
      right: around(one.x + aside, one.y, width, height),
      bottom: around(one.x, one.y + above, width, height),
      left: around(one.x - aside, one.y, width, height),
    };
    for (const place of SIDES) {
      const box = boxes[place];
      if (box.right > view.width || box.bottom > view.height - BOTTOM || box.left < LEFT) continue;
      if (taken.some((other) => areOver(box, other))) continue;
      taken.push(box);
      places.set(one.entry, place);
      break;
    }
  }
  return places;
}

/** By how much an axis that ends with a round number may be longer than its largest value. */
const LONGEST = 1.5;

/** Where a value is on an axis, as a share of its length. */
function roughly(values: readonly number[], { valueScale }: PictureView): (value: number) => number {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  if (valueScale === 'linear') return (value) => (max > 0 ? value / (max * LONGEST) : 0);
  const [from, to] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))];
  return (value) => (to > from ? (Math.log10(value) - from) / (to - from) : 0);
}

function around(x: number, y: number, width: number, height: number): Box {
  return { left: x - width, right: x + width, top: y - height, bottom: y + height };
}

function areOver(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

function pointOf(entry: Entry, { view, metric, valueScale }: PictureView): number[][] {
  const figures = entry.views[view];
  const duration = figures?.[metric]?.value;
  const cost = figures?.costPerMillion.value;
  if (duration === undefined || cost === undefined) return [];
  return valueScale === 'log' && (duration <= 0 || cost <= 0) ? [] : [[duration, cost]];
}
