import { milliseconds } from '../numbers.ts';
import { METRICS, type View } from '../report.ts';
import { FONT, ground, NARROW, type PictureOption, tooltip, valueTick, withInterval } from './parts.ts';
import type { Theme } from './style.ts';

interface SamplesView {
  readonly theme: Theme;
  readonly color: string;
  readonly width: number;
  readonly interactive?: boolean;
}

/**
 * How the samples of one candidate are distributed: the share of invocations that took at most so long, where they
 * are known one by one; and the mean and the quantiles with their intervals.
 */
export function samplesOption(figures: View, view: SamplesView): PictureOption {
  const { theme, color, width } = view;
  const { quantilesMs } = figures;
  const known = METRICS.flatMap((metric) => {
    const shown = figures[metric];
    return shown === undefined ? [] : [{ metric, shown }];
  });
  const steps = quantilesMs === undefined ? [] : shares(quantilesMs);
  const lanes = known.map(({ metric }) => metric);
  const top = steps.length === 0 ? 12 : 196;
  const axisStyle = {
    axisLabel: { color: theme.quiet, fontFamily: FONT, hideOverlap: true },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.quiet } },
    splitLine: { lineStyle: { color: theme.grid } },
  };
  const ends = [
    ...known.flatMap(({ shown }) => [shown.value, shown.low ?? shown.value, shown.high ?? shown.value]),
    ...(quantilesMs ?? []),
  ];
  const [min, max] = [Math.min(...ends), Math.max(...ends)];
  const room = (max - min || max || 1) * 0.06;
  const range = { min: Math.max(0, min - room), max: max + room };
  const splitNumber = width < NARROW ? 3 : 6;
  return {
    ...ground(theme),
    tooltip: tooltip(view),
    grid: [
      { left: 64, right: 24, top, height: lanes.length * 26 },
      ...(steps.length === 0 ? [] : [{ left: 64, right: 24, top: 16, height: 150 }]),
    ],
    xAxis: [
      {
        ...axisStyle,
        type: 'value',
        gridIndex: 0,
        ...range,
        splitNumber,
        axisLabel: {
          ...axisStyle.axisLabel,
          // The ends of the axis are no round numbers.
          showMinLabel: false,
          showMaxLabel: false,
          formatter: (value: number) => valueTick(value),
        },
      },
      ...(steps.length === 0
        ? []
        : [
            {
              ...axisStyle,
              type: 'value' as const,
              gridIndex: 1,
              ...range,
              splitNumber,
              axisLabel: { show: false },
            },
          ]),
    ],
    yAxis: [
      {
        type: 'category',
        gridIndex: 0,
        data: lanes,
        inverse: true,
        axisTick: { show: false },
        axisLine: { show: false },
        splitLine: { show: false },
        axisLabel: { color: theme.quiet, fontFamily: FONT },
      },
      ...(steps.length === 0
        ? []
        : [
            {
              ...axisStyle,
              type: 'value' as const,
              gridIndex: 1,
              min: 0,
              max: 1,
              interval: 0.25,
              axisLabel: { ...axisStyle.axisLabel, formatter: (share: number) => `${share * 100}%` },
            },
          ]),
    ],
    series: [
      {
        type: 'custom',
        silent: true,
        itemStyle: { color },
        data: known.flatMap(({ shown: { low, high } }, lane) =>
          low === undefined || high === undefined ? [] : [[low, lane, high]],
        ),
        encode: { x: [0, 2], y: 1 },
        renderItem: (_, api) => {
          const [from = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
          const [to = 0] = api.coord([api.value(2), api.value(1)]);
          return {
            type: 'rect',
            shape: { x: from, y: y - 4, width: Math.max(1, to - from), height: 8 },
            style: { fill: color, opacity: 0.3 },
          };
        },
      },
      {
        type: 'scatter',
        symbolSize: 10,
        itemStyle: { color, opacity: 1 },
        data: known.map(({ shown }, lane) => [shown.value, lane]),
        tooltip: {
          formatter: (given) => {
            const one = known[(given as { dataIndex: number }).dataIndex];
            return one === undefined ? '' : `${one.metric}: ${withInterval(one.shown, milliseconds)}`;
          },
        },
      },
      ...(steps.length === 0
        ? []
        : [
            {
              type: 'line' as const,
              xAxisIndex: 1,
              yAxisIndex: 1,
              step: 'end' as const,
              showSymbol: false,
              silent: true,
              lineStyle: { color, width: 2 },
              data: steps,
            },
          ]),
    ],
  };
}

/** How high the chart has to be, in pixels. */
export function samplesHeight(figures: View): number {
  const lanes = METRICS.filter((metric) => figures[metric] !== undefined).length;
  return (figures.quantilesMs === undefined ? 12 : 196) + lanes * 26 + 36;
}

/** The share of samples that are at most so large: a step at each. */
function shares(sorted: readonly number[]): [number, number][] {
  const [first] = sorted;
  if (first === undefined) return [];
  return [
    [first, 0],
    ...sorted.map((value, index): [number, number] => [value, (index + 1) / sorted.length]),
  ];
}
