import { METRIC_NAMES } from '../columns.ts';
import type { Metric, Report, ViewName } from '../report.ts';
import type { MemoryScale } from './axis.ts';
import { init } from './chart.ts';
import { FONT, LINES_LEGEND, pictureOption } from './option.ts';
import { THEMES, titlesOf } from './style.ts';

export interface SvgOptions {
  /** By default the view that candidates were compared by. */
  readonly view?: ViewName;
  readonly metric?: Metric;
  readonly memoryScale?: MemoryScale;
  readonly valueScale?: 'linear' | 'log';
  readonly theme?: 'light' | 'dark';
  /** In pixels. */
  readonly width?: number;
  readonly height?: number;
}

const PADDING = 16;
const LINE_HEIGHT = 19;
const FONT_SIZE = 14;
/** Of an average character, as a share of the font's size: lines are broken without a browser to measure them. */
const CHARACTER_WIDTH = 0.53;

/** The picture as a file of its own, drawn without a browser: the answer, both panels, and what the marks mean. */
export function renderSvg(reports: readonly Report[], options: SvgOptions = {}): string {
  const { theme: name = 'light', width = 880, height = 640 } = options;
  const theme = THEMES[name];
  const title = titlesOf(reports).join(' and ');
  const answers = reports.flatMap(({ sentence }, index) =>
    sentence === undefined
      ? []
      : [reports.length > 1 ? `${titlesOf(reports)[index]}: ${sentence}` : sentence],
  );
  const perLine = Math.floor((width - 2 * PADDING) / (FONT_SIZE * CHARACTER_WIDTH));
  const lines = answers.flatMap((answer) => broken(answer, perLine));
  const top = PADDING + 24 + lines.length * LINE_HEIGHT + 12;
  const captions = [
    ...broken(LINES_LEGEND, perLine),
    ...provenance(reports).flatMap((line) => broken(line, perLine)),
  ];
  const chartHeight = top + height;
  const view = options.view ?? reports[0]?.basis ?? 'warm';
  const metric = options.metric ?? 'mean';
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: chartHeight });
  chart.setOption(
    pictureOption(reports, {
      view,
      metric,
      memoryScale: options.memoryScale ?? 'log',
      valueScale: options.valueScale ?? 'linear',
      theme,
      width,
      height: chartHeight,
      top,
    }),
  );
  const inner = chart.renderToSVGString();
  chart.dispose();
  const total = chartHeight + captions.length * LINE_HEIGHT + PADDING;
  const text = (line: string, y: number, style: string) =>
    `<text x="${PADDING}" y="${y}" font-family="${FONT}" ${style}>${escaped(line)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(`Cost and duration of ${title} by memory size`)}</title>`,
    `<desc id="description">${escaped([...answers, `${METRIC_NAMES[metric]} of each size; the figures are in the result's table.`].join(' '))}</desc>`,
    `<rect width="${width}" height="${total}" fill="${theme.background}"/>`,
    embedded(inner),
    text(title, PADDING + 14, `font-size="17" font-weight="700" fill="${theme.text}"`),
    ...lines.map((line, index) =>
      text(
        line,
        PADDING + 24 + (index + 1) * LINE_HEIGHT - 3,
        `font-size="${FONT_SIZE}" fill="${theme.text}"`,
      ),
    ),
    ...captions.map((line, index) =>
      text(line, chartHeight + (index + 1) * LINE_HEIGHT - 6, `font-size="12" fill="${theme.quiet}"`),
    ),
    '</svg>\n',
  ].join('\n');
}

/** Measurements that are not AWS's must be seen to be none wherever the picture goes. */
function provenance(reports: readonly Report[]): string[] {
  const kinds = new Set(reports.map(({ measuredBy }) => measuredBy));
  return [
    ...(kinds.has('process')
      ? ['Measured on a local machine: trust the shape of the curves, not the milliseconds.']
      : []),
    ...(kinds.has('replayed') ? ['Replayed measurements.'] : []),
  ];
}

/** The chart's own element inside ours. */
function embedded(svg: string): string {
  return svg.replace(/<svg [^>]*>/, '<g>').replace(/<\/svg>\s*$/, '</g>');
}

function broken(text: string, perLine: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > perLine) lines.push(word.slice(0, perLine));
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** XML has no control characters, not even as escapes. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\P{C}\n\t]|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
