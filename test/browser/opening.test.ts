import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { TuningResult } from '../../lib/contract/index.ts';
import { milliseconds, money } from '../../lib/report/numbers.ts';
import { pageLink } from '../../lib/report/page-link.ts';
import { documentsOf, test } from './support/browser-test.ts';
import { drawingOf } from './support/drawing.ts';
import { cellsOf, dollars, nameOf, recommendedOf } from './support/reckoned.ts';
import { pagesFolder, type Run, resultOf } from './support/results.ts';
import { fill, press, rowsIn, tableOf, WAYS } from './support/using.ts';

const VIEWER = 'https://example.com/viewer.html';

/** What an averages-only link draws. */
interface Averages {
  readonly memoryMB: number;
  readonly ms: number;
  readonly cost: number;
}

const FIRST: readonly Averages[] = [
  { memoryMB: 128, ms: 1000.5, cost: 2.1e-6 },
  { memoryMB: 512, ms: 260.25, cost: 2.2e-6 },
  { memoryMB: 1024, ms: 140, cost: 2.4e-6 },
];
const SECOND: readonly Averages[] = [
  { memoryMB: 256, ms: 480, cost: 1.9e-6 },
  { memoryMB: 3008, ms: 95, cost: 4.7e-6 },
];

/** As aws-lambda-power-tuning packs one curve. */
function packed(points: readonly Averages[]): string[] {
  const base64 = (array: Int16Array | Float32Array) => Buffer.from(array.buffer).toString('base64');
  return [
    base64(Int16Array.from(points, ({ memoryMB }) => memoryMB)),
    base64(Float32Array.from(points, ({ ms }) => ms)),
    base64(Float32Array.from(points, ({ cost }) => cost)),
  ];
}

const OTHERS = 'https://lambda-power-tuning.show/';
const ONE_SET = packed(FIRST).join(';');
const TWO_SETS = [...packed(FIRST), ...packed(SECOND), 'before', 'after%20it'].join(';');

/** Opens what takes results in, where it is closed. */
async function openPanel(page: Page): Promise<void> {
  const panel = page.locator('details.open');
  if ((await panel.getAttribute('open')) === null) await panel.locator('summary').click();
}

async function paste(page: Page, text: string, button: string, way: 'mouse' | 'keyboard' = 'mouse') {
  await openPanel(page);
  const field = page.getByLabel('JSON or link');
  // Typing a whole result would take a minute.
  if (text.length > 3000) await field.fill(text);
  else await fill(page, field, text, way);
  await press(page, page.getByRole('button', { name: button, exact: true }), way);
}

async function expectTitles(page: Page, titles: readonly string[]): Promise<void> {
  await expect.poll(() => page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(titles);
}

async function expectWhole(page: Page, run: Run, titles: readonly string[]): Promise<void> {
  await expectTitles(page, titles);
  const result = resultOf(run);
  const view = run === 'small' ? 'blended' : 'warm';
  const rows = await tableOf(page);
  expect(rows).toEqual(result.candidates.map((one) => cellsOf(result, one, view, 'mean')));
}

async function expectAverages(
  page: Page,
  sets: readonly { name: string; points: readonly Averages[] }[],
  currency: 'USD' | 'CNY' = 'USD',
): Promise<void> {
  await page.getByRole('heading', { name: 'All configurations' }).waitFor();
  const rows = (await tableOf(page)).map((row) => [
    row.size?.text,
    (row.set ?? row.architecture)?.text,
    row.mean?.text,
    row['cost per 1M']?.text,
  ]);
  expect(rows).toEqual(
    sets.flatMap(({ name, points }) =>
      points.map(({ memoryMB, ms, cost }) => [
        `${memoryMB} MB`,
        name,
        milliseconds(Math.fround(ms)),
        money(Math.fround(cost) * 1e6, currency),
      ]),
    ),
  );
}

describe('the viewer, which holds no result', () => {
  test('says what it takes, and takes a file', async ({ open }) => {
    const page = await open([]);
    await expectTitles(page, ['Open a result']);
    await page.getByLabel('Files').setInputFiles(join(pagesFolder(), 'demo.json'));
    await expectWhole(page, 'demo', ['replayed-s3-put']);
  });

  test('takes several files at once', async ({ open }) => {
    const page = await open([]);
    await page
      .getByLabel('Files')
      .setInputFiles([join(pagesFolder(), 'small.json'), join(pagesFolder(), 'failing.json')]);
    await expectTitles(page, ['small', 'failing']);
  });

  test('calls a result that has no name by its file’s', async ({ open }) => {
    const file = join(pagesFolder(), 'orders before.json');
    writeFileSync(file, JSON.stringify({ power: 512, cost: 1e-6, duration: 10 }));
    const page = await open([]);
    await page.getByLabel('Files').setInputFiles(file);
    await expectTitles(page, ['orders before']);
  });

  test.for(WAYS)('takes pasted JSON, by %s', async (way, { open }) => {
    const page = await open([]);
    await paste(page, JSON.stringify(resultOf('small')), 'Show', way);
    await expectWhole(page, 'small', ['small']);
  });

  test.for(WAYS)('takes aws-lambda-power-tuning’s output, by %s', async (way, { open }) => {
    const page = await open([]);
    const output = {
      power: 512,
      cost: 2.2e-6,
      duration: 260.25,
      stateMachine: { executionCost: 0.0003, lambdaCost: 0.002, visualization: `${OTHERS}#${ONE_SET}` },
    };
    await paste(page, JSON.stringify(output), 'Show', way);
    await expectAverages(page, [{ name: 'measured', points: FIRST }]);
    await page.locator('.card').getByText('512 MB').waitFor();
  });

  test.for(WAYS)('takes a link of ours, by %s', async (way, { open }) => {
    const page = await open([]);
    await paste(page, pageLink(VIEWER, resultOf('demo'), { named: true }), 'Show', way);
    await expectWhole(page, 'demo', ['replayed-s3-put']);
  });

  test.for([
    ['as it is written', `${OTHERS}#${ONE_SET}`],
    ['with a last ;', `${OTHERS}#${ONE_SET};`],
    ['with escapes', `${OTHERS}#${ONE_SET.replaceAll(';', '%3B').replaceAll('=', '%3D')}`],
    ['from its # on', `#${ONE_SET}`],
  ])('takes a link of aws-lambda-power-tuning, %s', async ([, link = ''], { open }) => {
    const page = await open([]);
    await paste(page, link, 'Show');
    await expectAverages(page, [{ name: 'measured', points: FIRST }]);
  });

  test('takes such a link with two curves of different sizes', async ({ open }) => {
    const page = await open([]);
    await paste(page, `${OTHERS}#${TWO_SETS};`, 'Show');
    await expectAverages(page, [
      { name: 'before', points: FIRST },
      { name: 'after it', points: SECOND },
    ]);
    const { texts, lines } = await drawingOf(page);
    expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['before', 'after it']));
    const dashed = lines.filter(({ dash }) => dash === '5,4').map(({ points }) => points.length);
    expect(dashed.toSorted()).toEqual([SECOND.length, SECOND.length, FIRST.length, FIRST.length]);
  });

  test('writes amounts in the link’s currency', async ({ open }) => {
    const page = await open([]);
    await paste(page, `${OTHERS}?currency=CNY#${ONE_SET}`, 'Show');
    await expectAverages(page, [{ name: 'measured', points: FIRST }], 'CNY');
    const { texts } = await drawingOf(page);
    expect(texts.filter(({ text }) => text.startsWith('CN¥')).length).toBeGreaterThan(1);
    expect(texts.filter(({ text }) => text.startsWith('$'))).toEqual([]);
    expect((await rowsIn(page, 'Money a month'))[0]?.[1]).toBe(money(Math.fround(2.1e-6) * 1e6, 'CNY'));
  });

  test('takes what is dropped on it', async ({ open }) => {
    const page = await open([]);
    await drop(page, 'failing.json', JSON.stringify(resultOf('failing')));
    await expectWhole(page, 'failing', ['failing']);
  });

  test('shows what its address holds, also where that changes', async ({ open }) => {
    const link = pageLink('', resultOf('demo'), { named: true });
    const page = await open([], { fragment: link });
    await expectWhole(page, 'demo', ['replayed-s3-put']);
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, `#${ONE_SET}`);
    await expectTitles(page, ['Result']);
    await expectAverages(page, [{ name: 'measured', points: FIRST }]);
    await page.goBack();
    await expectWhole(page, 'demo', ['replayed-s3-put']);
  });

  test('shows two results of one address beside each other', async ({ open }) => {
    const both = documentsOf('demo', 'small') as TuningResult[];
    const page = await open([], { fragment: pageLink('', both, { named: true }) });
    await expectTitles(page, ['replayed-s3-put', 'small']);
  });

  test('names no function where the link does not', async ({ open }) => {
    const page = await open([], { fragment: pageLink('', resultOf('demo')) });
    await expectWhole(page, 'demo', ['Result']);
    expect(await page.locator('main').textContent()).not.toContain('replayed-s3-put');
  });

  test.for([
    ['a damaged link of ours', '#r1.AAAA', 'the link holds no result'],
    ['half a link of ours', '#r1.', 'the link holds no result'],
    ['a damaged link of aws-lambda-power-tuning', '#abc;def', 'the link holds no result'],
    ['what is no base64', '#%%%;***;???', 'the link holds no result'],
  ])('says what is wrong with %s', async ([, fragment = '', message = ''], { open }) => {
    const page = await open([], { fragment });
    await page.getByRole('alert').getByText(message).waitFor();
    await expectTitles(page, ['Open a result']);
  });

  test.for([
    ['{"power": 1', 'it is no JSON'],
    ['{"schemaVersion": 2}', 'it is no result: allowed is the output of power-tuner'],
    ['[]x', 'it is no JSON'],
    ['hello', 'it is neither JSON nor a link'],
    ['[]', 'it is an empty list'],
    ['{"dryRun": true}', 'it is the output of a dry run'],
  ])('says what is wrong with %s', async ([text = '', message = ''], { open }) => {
    const page = await open([]);
    await paste(page, text, 'Show');
    await page.getByRole('alert').getByText(message).waitFor();
    expect(await page.getByLabel('JSON or link').inputValue()).toBe(text);
  });
});

describe('a page that shows a result', () => {
  test.for(WAYS)('sets a pasted one beside it, by %s', async (way, { open }) => {
    const page = await open(documentsOf('demo'));
    await paste(page, pageLink(VIEWER, resultOf('small'), { named: true }), 'Compare', way);
    await expectTitles(page, ['replayed-s3-put', 'small']);
    const [demo, small] = [resultOf('demo'), resultOf('small')];
    const rows = await tableOf(page);
    expect(rows.map((row) => row.result?.text)).toEqual([
      ...demo.candidates.map(() => 'replayed-s3-put'),
      ...small.candidates.map(() => 'small'),
    ]);
    const answer = recommendedOf(small);
    const warm = cellsOf(small, answer, 'warm', 'mean');
    expect(
      rows.find((row) => row.result?.text === 'small' && row.size?.text === `${answer.memoryMB} MB`),
    ).toEqual(
      expect.objectContaining({ mean: warm.mean, 'cost per 1M': warm['cost per 1M'], remarks: warm.remarks }),
    );
    expect((await rowsIn(page, 'Money a month')).map(([name]) => name)).toContain(`small: ${nameOf(answer)}`);
  });

  test('sets a file and a dropped one beside it', async ({ open }) => {
    const page = await open(documentsOf('demo'));
    await openPanel(page);
    await page.getByLabel('Files').setInputFiles(join(pagesFolder(), 'small.json'));
    await expectTitles(page, ['replayed-s3-put', 'small']);
    await drop(page, 'failing.json', JSON.stringify(resultOf('failing')));
    await expectTitles(page, ['replayed-s3-put', 'small', 'failing']);
  });

  test('numbers results of one name, also the same file twice', async ({ open }) => {
    const page = await open(documentsOf('small'));
    await openPanel(page);
    for (const titles of [
      ['small (1)', 'small (2)'],
      ['small (1)', 'small (2)', 'small (3)'],
    ]) {
      await page.getByLabel('Files').setInputFiles(join(pagesFolder(), 'small.json'));
      await expectTitles(page, titles);
    }
  });

  test.for(WAYS)('shows another one alone, by %s', async (way, { open }) => {
    const page = await open(documentsOf('demo'));
    await paste(page, `${OTHERS}#${ONE_SET}`, 'Show alone', way);
    await expectTitles(page, ['Result']);
    await expectAverages(page, [{ name: 'measured', points: FIRST }]);
    expect((await rowsIn(page, 'Money a month'))[0]?.[1]).toBe(dollars(Math.fround(2.1e-6) * 1e6));
  });

  test.for(['Compare', 'Show alone'])(
    'keeps it where what is pasted can’t be read: "%s"',
    async (button, { open }) => {
      const page = await open(documentsOf('demo'));
      await paste(page, '#r1.damaged', button);
      await page.getByRole('alert').getByText('the link holds no result').waitFor();
      // Who has scrolled down to paste sees it.
      await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
      await expectWhole(page, 'demo', ['replayed-s3-put']);
    },
  );

  test('leaves out what is in another currency, and says so', async ({ open }) => {
    const page = await open(documentsOf('demo'));
    await paste(page, `${OTHERS}?currency=CNY#${ONE_SET}`, 'Compare');
    await page
      .getByRole('alert')
      .getByText('results in another currency than the first are left out')
      .waitFor();
    await expectWhole(page, 'demo', ['replayed-s3-put']);
  });

  test('shows its own result whatever its address holds', async ({ open }) => {
    const page = await open(documentsOf('demo'), { fragment: `#${ONE_SET}` });
    await expectWhole(page, 'demo', ['replayed-s3-put']);
  });
});

async function drop(page: Page, name: string, text: string): Promise<void> {
  await openPanel(page);
  const given = await page.evaluateHandle(
    ([file = '', content = '']) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], file, { type: 'application/json' }));
      return transfer;
    },
    [name, text],
  );
  const place = page.locator('.drop');
  await place.dispatchEvent('dragover', { dataTransfer: given });
  await page.locator('.drop.over').waitFor();
  await place.dispatchEvent('drop', { dataTransfer: given });
}
