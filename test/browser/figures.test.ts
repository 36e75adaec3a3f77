import { describe, expect } from 'vitest';
import { columnsOf } from '../../lib/report/columns.ts';
import { milliseconds } from '../../lib/report/numbers.ts';
import { readReport } from '../../lib/report/reading/read.ts';
import { VIEWS } from '../../lib/report/report.ts';
import { roundedResult, VALUES } from '../support/rounded-result.ts';
import { shownTexts } from '../support/shown-texts.ts';
import { documentsOf, test } from './support/browser-test.ts';
import { drawingOf, panelsOf } from './support/drawing.ts';
import {
  baselineOf,
  basisOf,
  cellsOf,
  costOf,
  costPercent,
  dollars,
  durationOf,
  frontOf,
  intervalOf,
  inWords,
  isSame,
  METRIC_LABELS,
  METRICS,
  monthlyOf,
  nameOf,
  recommendedOf,
  timePercent,
  VIEW_LABELS,
  viewsOf,
} from './support/reckoned.ts';
import { RUNS, resultOf } from './support/results.ts';
import { choose, headingsOf, rowsIn, select, tableOf } from './support/using.ts';

describe.each(RUNS)('the figures of the run "%s"', (run) => {
  test('its table has each figure of its JSON, in every view and by every metric', async ({ open }) => {
    const result = resultOf(run);
    const page = await open(documentsOf(run));
    for (const view of viewsOf(result)) {
      await choose(page, 'Invocations', VIEW_LABELS[view]);
      for (const metric of METRICS) {
        await choose(page, 'Duration', METRIC_LABELS[metric]);
        const expected = result.candidates.map((candidate) => cellsOf(result, candidate, view, metric));
        // The metric that is looked at stands before the costs.
        await expect.poll(async () => (await headingsOf(page)).indexOf(metric)).toBe(3);
        expect(await tableOf(page), `${view} ${metric}`).toEqual(expected);
      }
    }
  });

  test('its cards say the answer, its cost, its mean and how sure it is', async ({ open }) => {
    const result = resultOf(run);
    const [answer, now, basis] = [recommendedOf(result), baselineOf(result), basisOf(result)];
    const page = await open(documentsOf(run));
    const cards = await page
      .locator('.card')
      .evaluateAll((all) =>
        all.map((card) => [...card.querySelectorAll('dt, strong, span')].map((one) => one.textContent ?? '')),
      );
    const against = (percent: number | undefined, better: string, worse: string) =>
      isSame(answer, now) || percent === undefined ? [] : [`${inWords(percent, better, worse)} than now`];
    expect(cards).toEqual([
      ['Recommended', `${answer.memoryMB} MB`, answer.architecture],
      [
        'Cost of 1M invocations',
        dollars((costOf(answer, basis)?.value ?? Number.NaN) * 1e6),
        ...against(costPercent(answer, now, basis), 'cheaper', 'dearer'),
      ],
      [
        'Mean duration',
        milliseconds(durationOf(answer, basis, 'mean')?.value ?? Number.NaN),
        ...against(timePercent(answer, now, basis, 'mean'), 'faster', 'slower'),
      ],
      ['Certainty', certainty(result.recommendation.confidence), 'that nothing measured is better'],
    ]);
    expect(await page.locator('.sentence').textContent()).toBe(result.recommendation.sentence);
    expect(await page.title()).toContain(result.target.functionArn.split(':')[6]);
  });

  test('its money a month is that of its own traffic and cold starts', async ({ open }) => {
    const result = resultOf(run);
    const { monthly, coldStartRate = 0 } = result.recommendation;
    const invocations = monthly?.invocations ?? 1_000_000;
    const baseline = baselineOf(result);
    const page = await open(documentsOf(run));
    const before = monthlyOf(baseline, invocations, coldStartRate) ?? Number.NaN;
    const expected = result.candidates.flatMap((candidate) => {
      const cost = monthlyOf(candidate, invocations, coldStartRate);
      if (cost === undefined) return [];
      const more = cost - before;
      const difference = more === 0 ? 'the same' : `${dollars(Math.abs(more))} ${more < 0 ? 'less' : 'more'}`;
      return [[nameOf(candidate), dollars(cost), isSame(candidate, baseline) ? '–' : difference]];
    });
    expect(expected.length).toBeGreaterThan(1);
    expect(await rowsIn(page, 'Money a month')).toEqual(expected);
  });

  test('its samples have each candidate’s figures and intervals, or why there are none', async ({ open }) => {
    const result = resultOf(run);
    const view = basisOf(result);
    const page = await open(documentsOf(run));
    const samples = page.getByRole('region', { name: 'Samples' });
    for (const candidate of result.candidates) {
      await select(page, samples.getByRole('combobox'), nameOf(candidate), 'mouse');
      if (candidate.status !== 'measured') {
        await expect
          .poll(() => samples.textContent())
          .toContain(`No ${VIEW_LABELS[view]} figures of it: ${candidate.status}, ${candidate.reason}`);
        for (const { reason, count } of candidate.failures)
          expect(await samples.textContent()).toContain(`Left out: ${count} × ${reason}`);
        continue;
      }
      const expected = METRICS.map((metric) => {
        const figure = durationOf(candidate, view, metric);
        if (figure === undefined) throw new Error(`${nameOf(candidate)} has no ${metric}`);
        return [
          METRIC_LABELS[metric],
          milliseconds(figure.value),
          intervalOf(figure, 1, milliseconds).interval ?? 'too few samples',
        ];
      });
      await expect.poll(() => rowsIn(page, 'Samples'), { message: nameOf(candidate) }).toEqual(expected);
      expect(await samples.locator('.caption').textContent()).toContain(
        `of ${durationOf(candidate, view, 'mean')?.n} samples`,
      );
    }
  });

  test('its Pareto front has what nothing else is both cheaper and faster than, in every view', async ({
    open,
  }) => {
    const result = resultOf(run);
    const page = await open(documentsOf(run));
    for (const view of viewsOf(result)) {
      await choose(page, 'Invocations', VIEW_LABELS[view]);
      for (const metric of ['mean', 'p90'] as const) {
        await choose(page, 'Duration', METRIC_LABELS[metric]);
        const expected = frontOf(result, view, metric).map(
          ({ candidate, cost, ms }) => `${nameOf(candidate)}: ${dollars(cost * 1e6)}, ${milliseconds(ms)}`,
        );
        expect(expected).not.toEqual([]);
        const items = page.getByRole('region', { name: 'Pareto front' }).getByRole('listitem');
        await expect.poll(() => items.allTextContents(), { message: `${view} ${metric}` }).toEqual(expected);
      }
    }
  });

  test('its points say size, figure, interval and number of samples to the pointer', async ({ open }) => {
    const result = resultOf(run);
    const [answer, view] = [recommendedOf(result), basisOf(result)];
    const page = await open(documentsOf(run));
    await page.locator('.chart svg').first().waitFor();
    const drawing = await drawingOf(page);
    const [costs, times] = panelsOf(drawing, 'log', 'linear');
    const chart = page.locator('.chart').first();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    const panels = [
      { panel: costs, figure: costOf(answer, view), factor: 1e6, write: dollars },
      { panel: times, figure: durationOf(answer, view, 'mean'), factor: 1, write: milliseconds },
    ];
    for (const { panel, figure, factor, write } of panels) {
      if (panel === undefined || figure === undefined || box === null) throw new Error('no panel');
      const [x, y] = [panel.x(answer.memoryMB), panel.y(figure.value * factor)];
      expect(drawing.marks.some((mark) => Math.hypot(mark.x - x, mark.y - y) < 1.5)).toBe(true);
      await page.mouse.move(box.x + x, box.y + y, { steps: 3 });
      const { interval } = intervalOf(figure, factor, write);
      await expect
        .poll(async () => (await drawingOf(page)).texts.map(({ text }) => text))
        .toEqual(
          expect.arrayContaining([
            `${answer.memoryMB} MB, ${answer.architecture}`,
            `${write(figure.value * factor)}${interval === undefined ? '' : ` (${interval})`}`,
            `n = ${figure.n}`,
          ]),
        );
    }
  });
});

/** In whole per cent, but neither all nor nothing. */
function certainty(confidence = Number.NaN): string {
  if (confidence >= 0.995) return '>99%';
  return confidence < 0.005 ? '<1%' : `${Math.round(confidence * 100)}%`;
}

describe.for(VIEWS)('the figures that all outputs show of a result, %s', (view) => {
  test('are in its table, and no others', async ({ open }) => {
    const result = roundedResult();
    const report = readReport(result);
    const page = await open([result]);
    await choose(page, 'Invocations', VIEW_LABELS[view]);
    const titles = new Map(columnsOf([report], view).map(({ id, title }) => [id, title]));
    const byCandidate = Map.groupBy(shownTexts(report, view), ({ key }) => key);
    const expected = report.entries.map(({ key }) =>
      Object.fromEntries(
        (byCandidate.get(key) ?? []).map(({ column, text }) => [titles.get(column) ?? column, text]),
      ),
    );
    expect(expected).toHaveLength(VALUES.length);
    for (const one of expected) expect(Object.keys(one).length).toBeGreaterThanOrEqual(9);
    await expect
      .poll(async () =>
        (await tableOf(page)).map((row) =>
          Object.fromEntries(
            Object.entries(row)
              .filter(([heading]) => !NOT_SHOWN_BY_ALL.has(heading))
              .map(([heading, { text }]) => [heading, text]),
          ),
        ),
      )
      .toEqual(expected);
  });
});

/** What is no figure of a candidate, or one of two of them. */
const NOT_SHOWN_BY_ALL: ReadonlySet<string> = new Set(['remarks', 'cost against', 'time against']);
