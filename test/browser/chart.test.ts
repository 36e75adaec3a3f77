import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { TuningResult } from '../../lib/contract/index.ts';
import { THEMES } from '../../lib/report/picture/style.ts';
import { documentsOf, test } from './support/browser-test.ts';
import {
  type Drawing,
  drawingOf,
  illegible,
  type Kind,
  marksIn,
  type Panel,
  panelsOf,
} from './support/drawing.ts';
import {
  costOf,
  durationOf,
  frontOf,
  isSame,
  METRIC_LABELS,
  type Metric,
  nameOf,
  VIEW_LABELS,
  type View,
  viewsOf,
} from './support/reckoned.ts';
import { RUNS, type Run, resultOf } from './support/results.ts';
import { choose, WAYS, type Way } from './support/using.ts';

const { light } = THEMES;
const COLORS = { x86_64: light.series[0] ?? '', arm64: light.series[1] ?? '' } as const;
/** Pixels by which a mark may be off. */
const NEAR = 1.2;

interface Shown {
  readonly view: View;
  readonly metric: Metric;
  readonly memory: Kind;
  readonly values: Kind;
}

interface Expected {
  readonly x: number;
  readonly y: number;
  readonly memoryMB: number;
  readonly low?: number;
  readonly high?: number;
}

/** Where a panel has to have marks of an architecture, from left to right, by the figures of the JSON. */
function expectedMarks(
  { candidates }: TuningResult,
  architecture: 'x86_64' | 'arm64',
  { x, y }: Panel,
  panel: 'cost' | 'duration',
  { view, metric }: Shown,
): Expected[] {
  return candidates
    .filter((candidate) => candidate.architecture === architecture)
    .flatMap((candidate): Expected[] => {
      const figure = panel === 'cost' ? costOf(candidate, view) : durationOf(candidate, view, metric);
      if (figure === undefined) return [];
      const at = (value: number) => y(value * (panel === 'cost' ? 1e6 : 1));
      const { value, low, high } = figure;
      return [
        {
          memoryMB: candidate.memoryMB,
          x: x(candidate.memoryMB),
          y: at(value),
          ...(low === undefined || high === undefined ? {} : { low: at(low), high: at(high) }),
        },
      ];
    })
    .sort((a, b) => a.memoryMB - b.memoryMB);
}

function isNear(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && Math.abs(one - other) <= NEAR;
}

function expectPicture(drawing: Drawing, result: TuningResult, shown: Shown): void {
  const [costs, durations, ...more] = panelsOf(drawing, shown.memory, shown.values);
  if (costs === undefined || durations === undefined) throw new Error('less than two panels are drawn');
  expect(more).toEqual([]);
  const dashed = drawing.lines.filter(({ dash }) => dash === '5,4');
  for (const [kind, panel] of [
    ['cost', costs],
    ['duration', durations],
  ] as const) {
    for (const architecture of ['x86_64', 'arm64'] as const) {
      const what = `${kind} of ${architecture}`;
      const color = COLORS[architecture];
      const expected = expectedMarks(result, architecture, panel, kind, shown);
      const marks = marksIn(drawing, panel, color).toSorted((a, b) => a.x - b.x);
      expect(marks.length, `points: ${what}`).toBe(expected.length);
      for (const [index, { x, y, low, high }] of expected.entries()) {
        const mark = marks[index];
        expect(Math.abs((mark?.x ?? Number.NaN) - x), `x of point ${index}, ${what}`).toBeLessThan(NEAR);
        expect(Math.abs((mark?.y ?? Number.NaN) - y), `y of point ${index}, ${what}`).toBeLessThan(NEAR);
        const bars = drawing.lines.filter(
          ({ stroke, dash, points: [from, to, ...others] }) =>
            stroke === color &&
            dash === '' &&
            others.length === 0 &&
            isNear(from?.x, x) &&
            isNear(to?.x, x) &&
            isNear(from?.y, low) &&
            isNear(to?.y, high),
        );
        expect(bars.length, `interval of point ${index}, ${what}`).toBe(low === undefined ? 0 : 1);
      }
      const joined = dashed.filter(
        ({ stroke, points }) =>
          stroke === color &&
          points.length === expected.length &&
          points.every(({ x, y }, index) => isNear(x, expected[index]?.x) && isNear(y, expected[index]?.y)),
      );
      expect(joined.length, `dashed line: ${what}`).toBe(expected.length > 0 ? 1 : 0);
    }
  }
  expectGuides(drawing, result, [costs, durations]);
  expectCrosses(drawing, result, durations);
}

/** Lines through both panels at the answer and at what there is now, labelled once, and inside of the drawing. */
function expectGuides(drawing: Drawing, { recommendation, baseline }: TuningResult, panels: Panel[]): void {
  const same = isSame(recommendation, baseline);
  const guides = [
    {
      of: recommendation,
      stroke: light.answer,
      label: `${same ? 'recommended and current:' : 'recommended:'} ${nameOf(recommendation)}`,
    },
    ...(baseline === undefined || same
      ? []
      : [{ of: baseline, stroke: light.current, label: `current: ${nameOf(baseline)}` }]),
  ];
  for (const { of, stroke, label } of guides) {
    for (const { x, top, bottom } of panels) {
      const lines = drawing.lines.filter(
        ({ stroke: own, points: [from, to, ...others] }) =>
          own === stroke &&
          others.length === 0 &&
          isNear(from?.x, x(of.memoryMB)) &&
          isNear(to?.x, x(of.memoryMB)) &&
          isNear(Math.min(from?.y ?? 0, to?.y ?? 0), top) &&
          isNear(Math.max(from?.y ?? 0, to?.y ?? 0), bottom),
      );
      expect(lines.length, `guide "${label}"`).toBe(1);
    }
    expect(drawing.texts.filter(({ text }) => text === label).length, `label "${label}"`).toBe(1);
  }
}

/** What was not measured is a cross of its own below its size. */
function expectCrosses(drawing: Drawing, { candidates }: TuningResult, { x, bottom }: Panel): void {
  const crosses = drawing.marks.filter(({ fill }) => fill === light.failed);
  const expected = candidates.filter(({ status }) => status !== 'measured');
  expect(crosses.length).toBe(expected.length);
  for (const { memoryMB } of expected)
    expect(crosses.some((cross) => isNear(cross.x, x(memoryMB)) && cross.y > bottom)).toBe(true);
  for (const architecture of new Set(expected.map((candidate) => candidate.architecture)))
    expect(
      drawing.texts.some(({ text, y }) => text === architecture && y > bottom),
      `lane of ${architecture}`,
    ).toBe(true);
}

/** The keyboard takes its time: with the run that has all views it is enough. */
function waysOf(run: Run): readonly Way[] {
  return run === 'small' ? WAYS : ['mouse'];
}

/** A busy machine draws some frames after what was chosen: the picture is read when it stands still. */
async function drawn(page: Page, index = 0): Promise<Drawing> {
  await page.locator('.chart svg').nth(index).waitFor();
  await page.evaluate(async (which) => {
    const picture = () => document.querySelectorAll('.chart svg')[which]?.outerHTML;
    const frames = async (count: number) => {
      for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
    };
    for (let before: string | undefined; before === undefined || before !== picture(); ) {
      before = picture();
      await frames(4);
    }
  }, index);
  return await drawingOf(page, index);
}

describe.each(RUNS)('the chart of the run "%s"', (run) => {
  test.for(waysOf(run))(
    'has each point where its axes say, whatever is chosen by %s',
    async (way, { open }) => {
      const result = resultOf(run);
      const page = await open(documentsOf(run));
      const first = viewsOf(result)[0] ?? 'warm';
      const states: Shown[] = [
        ...viewsOf(result).map(
          (view) => ({ view, metric: 'mean', memory: 'log', values: 'linear' }) as const,
        ),
        { view: first, metric: 'p50', memory: 'log', values: 'linear' },
        { view: first, metric: 'p90', memory: 'linear', values: 'linear' },
        { view: first, metric: 'p99', memory: 'linear', values: 'log' },
        { view: first, metric: 'mean', memory: 'log', values: 'log' },
      ];
      for (const shown of states) {
        await choose(page, 'Invocations', VIEW_LABELS[shown.view], way);
        await choose(page, 'Duration', METRIC_LABELS[shown.metric], way);
        await choose(page, 'Memory axis', shown.memory === 'log' ? 'doublings' : 'linear', way);
        await choose(page, 'Value axes', shown.values === 'log' ? 'logarithmic' : 'from zero', way);
        const drawing = await drawn(page);
        expectPicture(drawing, result, shown);
        expect(illegible(drawing)).toEqual([]);
        if (shown.values === 'linear')
          expect(drawing.texts.filter(({ text }) => text === '$0' || text === '0 ms').length).toBe(2);
      }
    },
  );

  test.for(waysOf(run))('is cost against duration where that is chosen by %s', async (way, { open }) => {
    const result = resultOf(run);
    const page = await open(documentsOf(run));
    await choose(page, 'Chart', 'cost against duration', way);
    await page.getByRole('heading', { name: 'Cost against duration' }).waitFor();
    for (const [metric, values] of [
      ['mean', 'linear'],
      ['p90', 'linear'],
      ['mean', 'log'],
    ] as const) {
      await choose(page, 'Invocations', 'warm', way);
      await choose(page, 'Duration', METRIC_LABELS[metric], way);
      await choose(page, 'Value axes', values === 'log' ? 'logarithmic' : 'from zero', way);
      const drawing = await drawn(page);
      const [panel, ...others] = panelsOf(drawing, values, values);
      if (panel === undefined) throw new Error('nothing is drawn');
      expect(others).toEqual([]);
      const front = frontOf(result, 'warm', metric);
      for (const architecture of ['x86_64', 'arm64'] as const) {
        const marks = marksIn(drawing, panel, COLORS[architecture]);
        const expected = result.candidates.filter(
          (one) => one.architecture === architecture && one.warm !== undefined,
        );
        expect(marks.length).toBe(expected.length);
        for (const candidate of expected) {
          const x = panel.x(durationOf(candidate, 'warm', metric)?.value ?? Number.NaN);
          const y = panel.y((costOf(candidate, 'warm')?.value ?? Number.NaN) * 1e6);
          const mark = marks.find((one) => isNear(one.x, x) && isNear(one.y, y));
          const isOnFront = front.some((one) => one.candidate === candidate);
          expect(mark?.opacity, `${nameOf(candidate)}, on the front: ${isOnFront}`).toBe(isOnFront ? 1 : 0.4);
        }
      }
      const dotted = drawing.lines.filter(({ dash }) => dash === '2,3').map(({ points }) => points);
      expect(dotted.length).toBe(1);
      const corners = front
        .map(({ cost, ms }) => ({ x: panel.x(ms), y: panel.y(cost * 1e6) }))
        .toSorted((a, b) => a.x - b.x);
      expect(dotted[0]?.length).toBe(corners.length);
      for (const [index, { x, y }] of corners.entries())
        expect(isNear(dotted[0]?.[index]?.x, x) && isNear(dotted[0]?.[index]?.y, y)).toBe(true);
      expect(illegible(drawing)).toEqual([]);
    }
  });

  test.for([
    ['a phone', 390],
    ['a wide screen', 1920],
  ] as const)('has nothing written over or cut off on %s', async ([, width], { open }) => {
    const page = await open(documentsOf(run), { viewport: { width, height: 900 } });
    expect(illegible(await drawn(page, 0))).toEqual([]);
    expect(illegible(await drawn(page, 1))).toEqual([]);
    await choose(page, 'Memory axis', 'linear');
    expect(illegible(await drawn(page, 0))).toEqual([]);
    await choose(page, 'Chart', 'cost against duration');
    await page.getByRole('heading', { name: 'Cost against duration' }).waitFor();
    expect(illegible(await drawn(page, 0))).toEqual([]);
  });
});

describe('the chart of several results', () => {
  test.for([390, 1280])(
    'draws each curve in a colour of its own and labels each guide, %i pixels wide',
    async (width, { open }) => {
      const page = await open(documentsOf('demo', 'failing', 'small'), {
        viewport: { width, height: 900 },
      });
      const drawing = await drawn(page);
      const [costs] = panelsOf(drawing, 'log', 'linear');
      if (costs === undefined) throw new Error('nothing is drawn');
      const counts = light.series.map((color) => marksIn(drawing, costs, color).length);
      const measured = (run: Run, architecture: string) =>
        resultOf(run).candidates.filter((one) => one.architecture === architecture && one.warm !== undefined)
          .length;
      expect(counts).toEqual([
        measured('demo', 'x86_64'),
        measured('demo', 'arm64'),
        measured('failing', 'x86_64'),
        0,
        measured('small', 'x86_64'),
        0,
      ]);
      for (const run of RUNS) {
        const { recommendation } = resultOf(run);
        const guides = drawing.lines.filter(
          ({ stroke, points: [from, to] }) =>
            stroke === light.answer &&
            isNear(from?.x, costs.x(recommendation.memoryMB)) &&
            isNear(to?.x, costs.x(recommendation.memoryMB)),
        );
        expect(guides.length, `guide of ${run}`).toBeGreaterThan(0);
        const label = drawing.texts.find(
          ({ text }) =>
            text.includes('recommended') &&
            text.includes(`${recommendation.memoryMB} MB`) &&
            text.includes(titleOf(run)),
        );
        expect(label, `label of ${run}`).toBeDefined();
      }
      expect(illegible(drawing)).toEqual([]);
    },
  );
});

function titleOf(run: Run): string {
  return resultOf(run).target.functionArn.split(':')[6] ?? '';
}
