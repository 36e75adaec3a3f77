import { readFile } from 'node:fs/promises';
import papaparse from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { CandidateResult, TuningResult } from '../../lib/contract/index.ts';
import { milliseconds } from '../../lib/report/numbers.ts';
import { pageLink } from '../../lib/report/page-link.ts';
import { THEMES } from '../../lib/report/picture/style.ts';
import { documentsOf, test } from './support/browser-test.ts';
import { drawingOf } from './support/drawing.ts';
import {
  baselineOf,
  cellsOf,
  costOf,
  costPercent,
  dollars,
  durationOf,
  isSame,
  type Metric,
  monthlyOf,
  nameOf,
  timePercent,
} from './support/reckoned.ts';
import { resultOf } from './support/results.ts';
import { choose, fill, headingsOf, press, rowsIn, select, tableOf, tabTo, WAYS } from './support/using.ts';

const TABLE = 'section[aria-label="Table of all configurations"]';

describe.each(WAYS)('by %s', (way) => {
  test('the theme is the system’s, or the one that is chosen', async ({ open }) => {
    const page = await open(documentsOf('demo'), { colorScheme: 'dark' });
    await expectTheme(page, 'dark');
    await choose(page, 'Theme', 'light', way);
    await expectTheme(page, 'light');
    await choose(page, 'Theme', 'dark', way);
    await expectTheme(page, 'dark');
    await choose(page, 'Theme', 'auto', way);
    await expectTheme(page, 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expectTheme(page, 'light');
  });

  test('the table is sorted by each of its columns, both ways, what has no figure last', async ({ open }) => {
    const result = resultOf('failing');
    const page = await open(documentsOf('failing'));
    const headings = await headingsOf(page);
    expect(headings).toEqual([
      'size',
      'architecture',
      'remarks',
      'mean',
      'cost per 1M',
      'cost against',
      'time against',
      'p50',
      'p90',
      'p99',
      'init',
      'memory used',
      'n',
    ]);
    const before = await tableOf(page);
    for (const heading of headings) {
      const cell = page.locator(`${TABLE} thead th`).nth(headings.indexOf(heading));
      for (const direction of ['ascending', 'descending'] as const) {
        await press(page, cell.getByRole('button'), way);
        await cell.and(page.locator(`[aria-sort="${direction}"]`)).waitFor();
        expect(await page.locator(`${TABLE} [aria-sort]`).count()).toBe(1);
        const keys = new Map(
          result.candidates.map((candidate) => [
            nameOf(candidate),
            sortedBy(heading, candidate, cellsOf(result, candidate, 'warm', 'mean').remarks?.text),
          ]),
        );
        const shown = (await tableOf(page)).map((row) =>
          keys.get(`${row.size?.text} ${row.architecture?.text}`),
        );
        expect(shown.length).toBe(result.candidates.length);
        const present = shown.filter((key) => key !== undefined);
        expect(shown, `${heading}: what is missing is last`).toEqual([
          ...present,
          ...Array(shown.length - present.length).fill(undefined),
        ]);
        const sorted = present.toSorted((a, b) =>
          typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)),
        );
        expect(present, `${heading}, ${direction}`).toEqual(
          direction === 'ascending' ? sorted : sorted.toReversed(),
        );
        expect(await tableOf(page)).toEqual(expect.arrayContaining(before));
      }
    }
  });

  test('candidates are set against the one that is chosen', async ({ open }) => {
    const result = resultOf('demo');
    const other = result.candidates.find(
      (one) => one.status === 'measured' && !isSame(one, baselineOf(result)),
    );
    if (other === undefined) throw new Error('only one candidate was measured');
    const page = await open(documentsOf('demo'));
    await select(page, page.getByRole('combobox', { name: 'Against' }), nameOf(other), way);
    await expect
      .poll(() => tableOf(page))
      .toEqual(result.candidates.map((one) => cellsOf(result, one, 'warm', 'mean', other)));
    const cost = (one: CandidateResult) => monthlyOf(one, 1e6, 0) ?? Number.NaN;
    const rows = await rowsIn(page, 'Money a month');
    for (const candidate of result.candidates) {
      const more = cost(candidate) - cost(other);
      expect(rows).toContainEqual([
        nameOf(candidate),
        dollars(cost(candidate)),
        isSame(candidate, other) ? '–' : `${dollars(Math.abs(more))} ${more < 0 ? 'less' : 'more'}`,
      ]);
    }
  });

  test('the samples are those of the candidate that is chosen', async ({ open }) => {
    const result = resultOf('small');
    const page = await open(documentsOf('small'));
    for (const candidate of result.candidates.toReversed()) {
      if (way === 'mouse') {
        await page
          .locator(`${TABLE} tbody tr`)
          .filter({ hasText: `${candidate.memoryMB} MB` })
          .first()
          .click();
      } else {
        await select(page, page.getByRole('combobox', { name: 'Of' }), nameOf(candidate), way);
      }
      const [mean] = [durationOf(candidate, 'blended', 'mean')?.value ?? Number.NaN];
      await expect
        .poll(async () => (await rowsIn(page, 'Samples'))[0]?.slice(0, 2))
        .toEqual(['mean', milliseconds(mean)]);
      const selected = page.locator(`${TABLE} tr[aria-selected="true"] td`);
      expect(await selected.nth(0).textContent()).toBe(`${candidate.memoryMB} MB`);
      expect(await selected.nth(1).textContent()).toBe(candidate.architecture);
    }
  });

  test('money a month follows traffic and cold starts, and says what they may be', async ({ open }) => {
    const result = resultOf('small');
    const page = await open(documentsOf('small'));
    const [traffic, cold] = [page.getByLabel('Invocations a month'), page.getByLabel('Cold starts, %')];
    const alert = page.getByRole('alert');
    const expectCosts = async (invocations: number, share: number) => {
      const expected = result.candidates.map((one) =>
        dollars(monthlyOf(one, invocations, share) ?? Number.NaN),
      );
      await expect
        .poll(async () => (await rowsIn(page, 'Money a month')).map(([, cost]) => cost))
        .toEqual(expected);
      expect(await alert.count()).toBe(0);
    };
    for (const [text, invocations] of [
      ['3500000', 3_500_000],
      ['12,345,678', 12_345_678],
      ['1 000 000', 1_000_000],
      ['1_000', 1000],
      ['0', 0],
    ] as const) {
      await fill(page, traffic, text, way);
      await expectCosts(invocations, 0.05);
    }
    await fill(page, traffic, '2000000', way);
    for (const [text, share] of [
      ['0', 0],
      ['100', 1],
      ['2.5', 0.025],
    ] as const) {
      await fill(page, cold, text, way);
      await expectCosts(2_000_000, share);
    }
    for (const [field, text] of [
      [traffic, '-1'],
      [traffic, 'many'],
      [traffic, ''],
      [traffic, '1e400'],
      [cold, '101'],
      [cold, '-0.1'],
      [cold, 'none'],
    ] as const) {
      await fill(page, field, text, way);
      await alert.getByText('Allowed: a number of invocations from 0 on, and 0 to 100 percent.').waitFor();
      expect(await field.getAttribute('aria-invalid'), text).toBe('true');
      expect(await rowsIn(page, 'Money a month')).toEqual([]);
      await fill(page, field, field === traffic ? '2000000' : '2.5', way);
      await expectCosts(2_000_000, 0.025);
    }
  });

  test('money a month has the share of cold starts as it was given', async ({ open }) => {
    const { recommendation, ...result } = resultOf('small');
    const page = await open([{ ...result, recommendation: { ...recommendation, coldStartRate: 0.07 } }]);
    expect(await page.getByLabel('Cold starts, %').inputValue()).toBe('7');
  });

  test('a download is what the page was given', async ({ open }) => {
    const page = await open(documentsOf('demo'));
    const { name, text } = await downloaded(page, 'Download JSON', way);
    expect(name).toBe('replayed-s3-put.json');
    expect(JSON.parse(text)).toEqual(resultOf('demo'));
  });

  test('a download is also what its address holds', async ({ open }) => {
    const both = documentsOf('demo', 'small') as TuningResult[];
    const page = await open([], { fragment: pageLink('', both, { named: true }) });
    const { name, text } = await downloaded(page, 'Download JSON', way);
    expect(name).toBe('replayed-s3-put-small.json');
    const figures = ({ candidates }: TuningResult) => candidates.map(({ warm, cold }) => ({ warm, cold }));
    expect((JSON.parse(text) as TuningResult[]).map(figures)).toEqual(both.map(figures));
  });

  test('a download as CSV has each candidate, with its figures unrounded', async ({ open }) => {
    const result = resultOf('failing');
    const page = await open(documentsOf('failing'));
    const { name, text } = await downloaded(page, 'Download CSV', way);
    expect(name).toBe('failing.csv');
    const { data } = papaparse.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    const figure = (value: number | undefined) => (value === undefined ? '' : String(value));
    expect(
      data.map((line) => [
        line.memory_mb,
        line.architecture,
        line.status,
        line.warm_mean_ms,
        line.warm_p99_ms,
        line.recommended,
      ]),
    ).toEqual(
      result.candidates.map((one) => [
        String(one.memoryMB),
        one.architecture,
        one.status,
        figure(durationOf(one, 'warm', 'mean')?.value),
        figure(durationOf(one, 'warm', 'p99')?.value),
        isSame(one, result.recommendation) ? 'yes' : 'no',
      ]),
    );
    for (const [index, one] of result.candidates.entries()) {
      const cost = costOf(one, 'warm')?.value;
      if (cost === undefined) expect(data[index]?.warm_cost_per_million_usd).toBe('');
      else expect(Number(data[index]?.warm_cost_per_million_usd)).toBeCloseTo(cost * 1e6, 9);
    }
  });

  test('a download of a comparison is a list of both', async ({ open }) => {
    const page = await open(documentsOf('demo', 'small'));
    const { name, text } = await downloaded(page, 'Download JSON', way);
    expect(name).toBe('replayed-s3-put-small.json');
    expect(JSON.parse(text)).toEqual(documentsOf('demo', 'small'));
  });
});

test('each control is reached with the Tab key, and is seen to be where the keyboard is', async ({
  open,
}) => {
  const page = await open(documentsOf('small'));
  const controls: Locator[] = [
    ...['Theme', 'Invocations', 'Duration', 'Chart', 'Memory axis', 'Value axes'].map((name) =>
      page.getByRole('group', { name, exact: true }).locator('input:checked'),
    ),
    page.getByRole('combobox', { name: 'Against' }),
    page.getByRole('button', { name: 'Download CSV' }),
    page.getByRole('button', { name: 'Download JSON' }),
    page.locator(TABLE),
    ...(await page.locator(`${TABLE} thead button`).all()),
    page.getByRole('combobox', { name: 'Of' }),
    page.getByLabel('Invocations a month'),
    page.getByLabel('Cold starts, %'),
    page.locator('summary'),
  ];
  for (const control of controls) {
    await tabTo(page, control);
    const outline = await control.evaluate((element) => {
      // A radio button is itself invisible; what is beside it shows where the keyboard is.
      const shown =
        element instanceof HTMLInputElement && element.type === 'radio'
          ? element.nextElementSibling
          : element;
      const { outlineStyle, outlineWidth } = getComputedStyle(shown ?? element);
      return `${outlineStyle} ${outlineWidth}`;
    });
    expect(outline, String(control)).toBe('solid 3px');
  }
});

test('a click on a point shows the samples of its candidate', async ({ open }) => {
  const result = resultOf('small');
  const page = await open(documentsOf('small'));
  const chart = page.locator('.chart').first();
  await chart.locator('svg').waitFor();
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  const { marks } = await drawingOf(page);
  const [fill] = THEMES.light.series;
  const last = marks.filter((mark) => mark.fill === fill).toSorted((a, b) => b.x - a.x)[0];
  const largest = result.candidates.toSorted((a, b) => b.memoryMB - a.memoryMB)[0];
  if (box === null || last === undefined || largest === undefined) throw new Error('nothing is drawn');
  await page.mouse.click(box.x + last.x, box.y + last.y);
  const selected = page.locator(`${TABLE} tr[aria-selected="true"] td`).first();
  await expect.poll(() => selected.textContent()).toBe(`${largest.memoryMB} MB`);
});

async function expectTheme(page: Page, name: 'light' | 'dark'): Promise<void> {
  await page.locator(`html[data-theme="${name}"]`).waitFor();
  await expect.poll(async () => (await drawingOf(page)).background).toBe(THEMES[name].background);
  expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe(name);
  const panel = await page
    .locator('.panel')
    .first()
    .evaluate((one) => getComputedStyle(one).backgroundColor);
  const rgb = THEMES[name].background.match(/\w\w/g)?.map((hex) => Number.parseInt(hex, 16));
  expect(panel).toBe(`rgb(${rgb?.join(', ')})`);
}

/** By what a column of the warm view's table is sorted. */
function sortedBy(
  heading: string,
  candidate: CandidateResult,
  remarks: string | undefined,
): number | string | undefined {
  const baseline = baselineOf(resultOf('failing'));
  switch (heading) {
    case 'size':
      return candidate.memoryMB;
    case 'architecture':
      return candidate.architecture;
    case 'remarks':
      return remarks;
    case 'cost per 1M':
      return costOf(candidate, 'warm')?.value;
    case 'cost against':
      return costPercent(candidate, baseline, 'warm');
    case 'time against':
      return timePercent(candidate, baseline, 'warm', 'mean');
    case 'init':
      return candidate.cold?.initMs?.mean.value;
    case 'memory used':
      return candidate.maxMemoryUsedMB;
    case 'n':
      return durationOf(candidate, 'warm', 'mean')?.n;
    default:
      return durationOf(candidate, 'warm', heading as Metric)?.value;
  }
}

async function downloaded(page: Page, button: string, way: 'mouse' | 'keyboard') {
  const coming = page.waitForEvent('download');
  await press(page, page.getByRole('button', { name: button }), way);
  const download = await coming;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}
