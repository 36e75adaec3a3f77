import stringWidth from 'string-width';
import { METRIC_NAMES } from '../columns.ts';
import { megabytes, milliseconds, money } from '../numbers.ts';
import { comparable, type Metric, OTHER_CURRENCY, type Report, remarksOf, type ViewName } from '../report.ts';
import type { MemoryScale } from './axis.ts';
import { drawnSvg } from './drawn.ts';
import { LINES_LEGEND, pictureOption } from './option.ts';
import { FONT } from './parts.ts';
import { curvesOf, THEMES, type ThemeName, titlesOf } from './style.ts';

interface SvgOptions {
  /** By default the view that candidates were compared by. */
  readonly view?: ViewName | undefined;
  readonly metric?: Metric | undefined;
  readonly memoryScale?: MemoryScale | undefined;
  readonly theme?: ThemeName | undefined;
}

/** In pixels. */
const WIDTH = 880;
/** Of the panels and what belongs to them; texts above and below come on top of it. */
const HEIGHT = 640;
const PADDING = 16;
const LINE_HEIGHT = 19;
const FONT_SIZE = 14;
const TITLE_SIZE = 17;
const TITLE_LINE_HEIGHT = 24;
/** Of an average character, as a share of the font's size: lines are broken without a browser to measure them. */
const CHARACTER_WIDTH = 0.53;

/** Lines of an answer: a picture is no letter. */
const MAX_LINES = 8;

/**
 * The picture as a file of its own, drawn without a browser: the answer, both panels, and what the marks mean. Of the
 * first result's currency; what is left out it says.
 */
export function renderSvg(given: readonly Report[], options: SvgOptions = {}): string {
  const reports = comparable(given);
  const theme = THEMES[options.theme ?? 'light'];
  const titles = titlesOf(reports);
  const title = titles.join(' and ');
  const answers = reports.flatMap(({ sentence }, index) =>
    sentence === undefined ? [] : [reports.length > 1 ? `${titles[index]}: ${sentence}` : sentence],
  );
  const perLine = Math.floor((WIDTH - 2 * PADDING) / (FONT_SIZE * CHARACTER_WIDTH));
  const lines = answers.flatMap((answer) => shortened(broken(answer, perLine)));
  const heading = shortened(broken(title, Math.floor(perLine * (FONT_SIZE / TITLE_SIZE))));
  const titleHeight = heading.length * TITLE_LINE_HEIGHT;
  const top = PADDING + titleHeight + lines.length * LINE_HEIGHT + 12;
  const captions = [
    ...broken(LINES_LEGEND, perLine),
    ...[...provenance(reports), ...(reports.length < given.length ? [OTHER_CURRENCY] : [])].flatMap((line) =>
      broken(line, perLine),
    ),
  ];
  const chartHeight = top + HEIGHT;
  const view = options.view ?? reports[0]?.basis ?? 'warm';
  const metric = options.metric ?? 'mean';
  const option = pictureOption(reports, {
    view,
    metric,
    memoryScale: options.memoryScale ?? 'log',
    valueScale: 'linear',
    theme,
    width: WIDTH,
    height: chartHeight,
    top,
  });
  const total = chartHeight + captions.length * LINE_HEIGHT + PADDING;
  const text = (line: string, y: number, style: string) =>
    `<text x="${PADDING}" y="${y}" font-family="${FONT}" ${style}>${escaped(line)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${total}" viewBox="0 0 ${WIDTH} ${total}" role="img" aria-labelledby="picture-title picture-figures">`,
    `<title id="picture-title">${escaped(`Cost and duration of ${title} by memory size`)}</title>`,
    `<desc id="picture-figures">${escaped([...answers, ...figures(reports, view, metric)].join('\n'))}</desc>`,
    `<rect width="${WIDTH}" height="${total}" fill="${theme.background}"/>`,
    embedded(drawnSvg(option, WIDTH, chartHeight)),
    ...heading.map((line, index) =>
      text(
        line,
        PADDING + 14 + index * TITLE_LINE_HEIGHT,
        `font-size="${TITLE_SIZE}" font-weight="700" fill="${theme.text}"`,
      ),
    ),
    ...lines.map((line, index) =>
      text(
        line,
        PADDING + titleHeight + (index + 1) * LINE_HEIGHT - 3,
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

/** What the points are, for those who don't see them. */
function figures(reports: readonly Report[], view: ViewName, metric: Metric): string[] {
  return curvesOf(reports).flatMap(({ name, report, entries }) =>
    entries.map((entry) => {
      const { [view]: own } = entry.views;
      const shown = own?.[metric];
      const figure =
        own === undefined || shown === undefined
          ? [entry.status === 'measured' ? 'not known' : entry.status]
          : [
              `${METRIC_NAMES[metric]} ${milliseconds(shown.value)}`,
              `${money(own.costPerMillion.value, report.currency)} per million`,
            ];
      return `${name}, ${megabytes(entry.memoryMB)}: ${[...figure, ...remarksOf(report, entry)].join(', ')}.`;
    }),
  );
}

function shortened(lines: readonly string[]): string[] {
  return lines.length <= MAX_LINES ? [...lines] : [...lines.slice(0, MAX_LINES - 1), '…'];
}

/** In lines of so many characters; a word that is longer by itself is broken too. */
function broken(text: string, perLine: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap((whole) => pieces(whole, perLine))) {
    const last = lines.at(-1);
    if (last === undefined || stringWidth(last) + stringWidth(word) + 1 > perLine) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function pieces(word: string, length: number): string[] {
  const characters = [...word];
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, index) =>
    characters.slice(index * length, (index + 1) * length).join(''),
  );
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
