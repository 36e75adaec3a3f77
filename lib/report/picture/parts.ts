import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type {
  GridComponentOption,
  LegendComponentOption,
  TitleComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { type Currency, intervalOf } from '../numbers.ts';
import type { Metric, Shown, ViewName } from '../report.ts';
import type { MemoryScale } from './axis.ts';
import { type Curve, shortName, symbolOf, type Theme } from './style.ts';

/** What the pictures have in common: their options, and the parts that look the same in each. */

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

export const FONT = 'Inter, system-ui, -apple-system, Segoe UI, sans-serif';

/** Between the left edge and the panels, in pixels: the numbers beside them. */
export const LEFT = 78;
/** Below this many pixels a picture is one on a phone. */
export const NARROW = 480;

/** What every picture begins with. */
export function ground(theme: Theme) {
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { color: theme.text, fontFamily: FONT },
  };
}

/** What the page says of the point that the pointer is on. */
export function tooltip({ theme, interactive }: Pick<PictureView, 'theme' | 'interactive'>) {
  return {
    show: interactive === true,
    trigger: 'item' as const,
    confine: true,
    renderMode: 'richText' as const,
    backgroundColor: theme.background,
    borderColor: theme.quiet,
    textStyle: { color: theme.text, fontFamily: FONT, fontSize: 13 },
  };
}

const LEGEND_FONT_SIZE = 13;
const LEGEND_ICON = 12;
const LEGEND_GAP = 16;
/** Of an icon, and of the gaps after it and before the next item. */
const LEGEND_AROUND = LEGEND_ICON + LEGEND_GAP + 8;

/** Which curve is which; of a single one there is nothing to say. */
export function legend(
  curves: readonly Curve[],
  { theme, top, interactive }: PictureView,
): LegendComponentOption {
  return {
    show: curves.length > 1,
    top: top ?? 0,
    left: LEFT - 6,
    itemGap: LEGEND_GAP,
    data: curves.map(({ name, index }) => ({ name, icon: symbolOf(index) })),
    formatter: shortName,
    itemWidth: LEGEND_ICON,
    itemHeight: LEGEND_ICON,
    textStyle: { color: theme.text, fontFamily: FONT, fontSize: LEGEND_FONT_SIZE },
    inactiveColor: theme.grid,
    selectedMode: interactive === true,
  };
}

/** In how many rows the legend breaks; 0 where there is none. */
export function legendRows(curves: readonly Curve[], width: number): number {
  if (curves.length < 2) return 0;
  let rows = 1;
  let used = 0;
  for (const { name } of curves) {
    const own = widthOf(shortName(name), LEGEND_FONT_SIZE) + LEGEND_AROUND;
    if (used > 0 && used + own > width - LEFT) {
      rows += 1;
      used = 0;
    }
    used += own;
  }
  return rows;
}

/** Of a row of the legend, in pixels. */
export const LEGEND_ROW = 30;

/** About how wide a text is, in pixels: without a browser there is nothing to measure it with. */
export function widthOf(text: string, fontSize: number, isBold = false): number {
  return text.length * fontSize * (isBold ? 0.7 : 0.62);
}

/** A number beside an axis: an amount, or without a currency milliseconds. */
export function valueTick(value: number, currency?: Currency): string {
  const symbol = currency === undefined ? '' : currency === 'USD' ? '$' : 'CN¥';
  return `${symbol}${value.toLocaleString('en-US', { maximumSignificantDigits: 4 })}${currency === undefined ? ' ms' : ''}`;
}

/** A figure as a tooltip has it: "812 ms (800 to 824 ms)". */
export function withInterval(shown: Shown, write: (value: number) => string): string {
  const interval = intervalOf(shown, write);
  return `${write(shown.value)}${interval === undefined ? '' : ` (${interval})`}`;
}

/** The intervals of points as bars with caps, beside the points themselves. */
export function intervals(
  points: readonly { readonly at: number; readonly shown: Shown }[],
  {
    xAxisIndex,
    yAxisIndex,
    color,
    isLog = false,
  }: {
    readonly xAxisIndex: number;
    readonly yAxisIndex: number;
    readonly color: string;
    /** Whether values stand in equal factors: then zero has no place. */
    readonly isLog?: boolean;
  },
): CustomSeriesOption {
  return {
    xAxisIndex,
    yAxisIndex,
    type: 'custom',
    silent: true,
    z: 3,
    itemStyle: { color },
    data: points.flatMap(({ at, shown: { low, high } }) =>
      low === undefined || high === undefined || (isLog && low <= 0) ? [] : [[at, low, high]],
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
}
