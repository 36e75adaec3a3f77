import type { Page } from 'playwright-core';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Text extends Point {
  readonly text: string;
  readonly anchor: string;
  /** Its box, in pixels of the drawing. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A symbol at a point. */
export interface Mark extends Point {
  readonly fill: string;
  readonly opacity: number;
  readonly stroke: string;
}

export interface Line {
  readonly points: readonly Point[];
  readonly stroke: string;
  /** As in `5,4`; empty where it is drawn through. */
  readonly dash: string;
}

/** What a chart has drawn, as its SVG says. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  readonly texts: readonly Text[];
  readonly marks: readonly Mark[];
  readonly lines: readonly Line[];
}

/** @param index of the chart on the page */
export async function drawingOf(page: Page, index = 0): Promise<Drawing> {
  return await page
    .locator('.chart svg')
    .nth(index)
    .evaluate((svg) => {
      const numbers = (text: string | null) =>
        (text ?? '').match(/-?\d+(\.\d+)?(e-?\d+)?/g)?.map(Number) ?? [];
      const frame = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll('text')].map((element) => {
        const [x = 0, y = 0] = numbers(element.getAttribute('transform'));
        const box = element.getBoundingClientRect();
        return {
          text: element.textContent ?? '',
          anchor: element.getAttribute('text-anchor') ?? '',
          x,
          y,
          left: box.left - frame.left,
          right: box.right - frame.left,
          top: box.top - frame.top,
          bottom: box.bottom - frame.top,
        };
      });
      const paths = [...svg.querySelectorAll('path')];
      const marks = paths
        .filter((path) => path.getAttribute('transform')?.startsWith('matrix'))
        .map((path) => {
          const [, , , , x = 0, y = 0] = numbers(path.getAttribute('transform'));
          return {
            x,
            y,
            fill: path.getAttribute('fill') ?? '',
            opacity: Number(path.getAttribute('fill-opacity') ?? 1),
            stroke: path.getAttribute('stroke') ?? '',
          };
        });
      const lines = paths
        .filter(
          (path) => !path.hasAttribute('transform') && /^M[^A-KN-Z]*$/.test(path.getAttribute('d') ?? ''),
        )
        .map((path) => {
          const all = numbers(path.getAttribute('d'));
          return {
            points: all.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: all[at + 1] ?? 0 }] : [])),
            stroke: path.getAttribute('stroke') ?? '',
            dash: path.getAttribute('stroke-dasharray') ?? '',
          };
        });
      return {
        width: frame.width,
        height: frame.height,
        background: svg.querySelector('rect')?.getAttribute('fill') ?? '',
        texts,
        marks,
        lines,
      };
    });
}

export type Scale = (value: number) => number;
export type Kind = 'linear' | 'log';

/** One of the panels: where it is, and how its axes turn figures into pixels, by their own labels. */
export interface Panel {
  readonly top: number;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
}

/** The panels of a drawing from top to bottom, as the labels of their axes say. */
export function panelsOf({ texts }: Drawing, memory: Kind, values: Kind): Panel[] {
  const ticks = texts.filter(({ text }) => /^(\$|CN¥)?[\d.,]+( ms)?$/.test(text));
  const middle = ticks.filter(({ anchor }) => anchor === 'middle');
  // Where the axis below is one of durations, plain numbers are the sizes beside points.
  const durations = middle.filter(({ text }) => text.endsWith(' ms'));
  const below = Map.groupBy(durations.length > 0 ? durations : middle, ({ y }) => Math.round(y));
  let above = 0;
  return [...below.entries()]
    .sort(([a], [b]) => a - b)
    .map(([y, labels]) => {
      // Plain numbers beside points are sizes.
      const beside = ticks.filter(
        (tick) => tick.anchor === 'end' && /[$¥s]/.test(tick.text) && tick.y > above && tick.y < y,
      );
      above = y;
      return {
        top: Math.min(...beside.map((tick) => tick.y)),
        bottom: Math.max(...beside.map((tick) => tick.y)),
        x: scaleBy(
          labels.map((label) => [figureIn(label.text), label.x]),
          memory,
        ),
        y: scaleBy(
          beside.map((label) => [figureIn(label.text), label.y]),
          values,
        ),
      };
    });
}

function figureIn(text: string): number {
  return Number(text.replaceAll(/[^\d.]/g, ''));
}

function scaleBy(labels: readonly (readonly [number, number])[], kind: Kind): Scale {
  const sorted = [...labels].sort(([a], [b]) => a - b);
  const [[low, from] = [], [high, to] = []] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || from === undefined || to === undefined || low === high)
    throw new Error(`an axis with less than two labels: ${JSON.stringify(labels)}`);
  const of = (value: number) => (kind === 'log' ? Math.log(value) : value);
  return (value) => from + ((of(value) - of(low)) / (of(high) - of(low))) * (to - from);
}

export function marksIn({ marks }: Drawing, panel: Panel, fill: string): Mark[] {
  return marks.filter((mark) => mark.fill === fill && mark.y >= panel.top - 1 && mark.y <= panel.bottom + 1);
}

/** Nothing that is written is cut off by the drawing's edge or stands on something else that is written, or on a mark. */
export function illegible({ width, height, texts, marks }: Drawing): string[] {
  const written = texts.filter(({ text }) => text.trim() !== '');
  const cut = written
    .filter(
      ({ left, right, top, bottom }) =>
        left < -0.5 || right > width + 0.5 || top < -0.5 || bottom > height + 0.5,
    )
    .map(({ text, left, right }) => `"${text}" is cut off: ${left} to ${right} of ${width}`);
  const covered = written.flatMap((one, index) =>
    written
      .slice(index + 1)
      .filter((other) => {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        return across > 1 && down > 3;
      })
      .map((other) => `"${one.text}" and "${other.text}" overlap`),
  );
  const marked = written
    .filter(({ left, right, top, bottom }) =>
      marks.some(({ x, y }) => x > left - 2 && x < right + 2 && y > top && y < bottom),
    )
    .map(({ text }) => `a mark stands on "${text}"`);
  return [...cut, ...covered, ...marked];
}
