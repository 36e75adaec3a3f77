import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { type Open, test } from './support/browser-test.ts';
import { drawingOf } from './support/drawing.ts';
import { resultOf } from './support/results.ts';
import { choose, headingsOf, tableOf } from './support/using.ts';

/** Texts that run a script, or end the place that they stand in, wherever they are taken for markup. */
const TEXTS = [
  '<img src=x onerror="window.canary=1">',
  '</script><script>window.canary=1</script>',
  '<svg onload=window.canary=1>',
  'javascript:window.canary=1',
  '"><iframe srcdoc="<script>parent.canary=1</script>">',
  "';window.canary=1;//",
  '{{constructor.constructor("window.canary=1")()}}',
  '<!--<script>window.canary=1//-->',
  '\u2028\u2029\u0000\u202Egnp.exe\u2066',
  '__proto__',
] as const;

/** Each text of a document replaced, but for those by which parts of it are told apart. */
function withTexts(document: unknown, text: string, key = ''): unknown {
  const kept = ['architecture', 'status', 'measuredBy', 'strategy', 'currency'];
  if (typeof document === 'string') return kept.includes(key) ? document : text;
  if (Array.isArray(document)) return document.map((one) => withTexts(one, text));
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, one]) => [name, withTexts(one, text, name)]),
  );
}

/** Each number replaced by something else, but for sizes and the version. */
function withNumbers(document: unknown, replace: (index: number) => unknown): unknown {
  let index = 0;
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'number')
      return ['schemaVersion', 'memoryMB'].includes(key) ? value : replace(index++);
    if (Array.isArray(value)) return value.map((one) => walk(one, ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
  };
  return walk(document, '');
}

/** The page is there, usable, within its width, and nothing of what it was given has run. */
async function expectSound(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(await page.evaluate(() => 'canary' in window)).toBe(false);
  expect(await page.locator('iframe, img, object, embed, main script, main a').count()).toBe(0);
  const [whole, visible] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(whole).toBeLessThanOrEqual(visible ?? 0);
}

/** Uses what draws texts and figures. */
async function expectUsable(page: Page): Promise<void> {
  await expectSound(page);
  await choose(page, 'Chart', 'cost against duration');
  await choose(page, 'Value axes', 'logarithmic');
  await choose(page, 'Chart', 'by memory');
  await choose(page, 'Memory axis', 'linear');
  await page.getByRole('heading', { name: 'Cost and duration by memory size' }).waitFor();
  await page.locator('details').evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  const chart = page.locator('.chart').first();
  const { width = 0, height = 0 } = (await chart.boundingBox()) ?? {};
  for (const share of [0.3, 0.6]) await chart.hover({ position: { x: width * share, y: height * share } });
  await expectSound(page);
}

describe('texts of somebody else', () => {
  test.for(TEXTS)('run nothing and stand there as they are: %s', async (text, { open }) => {
    const given = withTexts({ ...resultOf('failing'), title: text }, text);
    const page = await open([given]);
    await expectUsable(page);
    const title = await page.getByRole('heading', { level: 1 }).textContent();
    // A name is one line, without characters that can't be seen; nothing else of it is changed.
    expect(title).toBe(text.replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '\uFFFD').trim());
    const reasons = (await tableOf(page)).map((row) => row.remarks?.text);
    expect(reasons).toContain(`failed: ${text}`);
  });

  test('run nothing where they are pasted for a comparison', async ({ open }) => {
    const page = await open([resultOf('small')]);
    await page.locator('summary').click();
    const given = TEXTS.map((text) => withTexts({ ...resultOf('failing'), title: text }, text));
    await page.getByLabel('JSON or link').fill(JSON.stringify(given));
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).count()).toBe(1 + TEXTS.length);
    await expectUsable(page);
  });

  test('may be very long', async ({ open }) => {
    for (const text of ['x'.repeat(10_000), 'many words '.repeat(1000), '\u202E\u0627\u0644'.repeat(3000)]) {
      const given = withTexts({ ...resultOf('failing'), title: text }, text);
      for (const width of [1280, 390]) {
        const page = await open([given, given], { viewport: { width, height: 800 } });
        await expectSound(page);
        const { width: drawn, texts } = await drawingOf(page);
        for (const { left, right } of texts) expect(right - left).toBeLessThanOrEqual(drawn);
      }
    }
  });
});

describe('figures that are none', () => {
  test.for([
    ['null', () => null],
    ['texts', () => '12'],
    ['markup', () => TEXTS[0]],
    ['negative', () => -5],
    ['zero', () => 0],
    ['lists', () => [1, 2]],
    ['enormous', () => 1e300],
    ['the largest', () => Number.MAX_VALUE],
    ['tiny', () => 5e-324],
    ['here null, there enormous', (index: number) => [null, 1e200, 3, 'x', -1][index % 5]],
  ] as const)('leave a page that can be used: %s', async ([, replace], { open }) => {
    const page = await open([withNumbers(resultOf('small'), replace)]);
    await page.locator('.chart svg').first().waitFor();
    await expectUsable(page);
  });

  test('are left out of a link: its others stay', async ({ open }) => {
    const base64 = (array: Int16Array | Float32Array) => Buffer.from(array.buffer).toString('base64');
    const link = [
      Int16Array.from([128, 256, 512, 1024, -5]),
      Float32Array.from([Number.NaN, Number.POSITIVE_INFINITY, 20, 3e38, 5]),
      Float32Array.from([1e-6, 1e-6, 2e-6, 1e-6, 1e-6]),
    ].map(base64);
    const page = await open([], { fragment: `#${link.join(';')}` });
    await expectUsable(page);
    expect((await tableOf(page)).map((row) => [row.size?.text, row.mean?.text])).toEqual([
      ['512 MB', '20.0 ms'],
    ]);
  });

  test('are left out alone: the others stay', async ({ open }) => {
    const result = resultOf('demo');
    const [first, ...others] = result.candidates;
    const odd = { ...first, warm: { durationMs: { mean: { value: 'NaN' } }, costUsd: null } };
    const page = await open([{ ...result, candidates: [odd, 7, null, 'x', ...others] }]);
    await expectUsable(page);
    const rows = await tableOf(page);
    expect(rows.length).toBe(result.candidates.length);
    expect(rows[0]?.mean?.text).toBe('');
    expect(rows[1]?.mean?.text).not.toBe('');
  });
});

describe('numbers of candidates', () => {
  test('none: the page says what it has', async ({ open }) => {
    const page = await open([{ ...resultOf('demo'), candidates: [] }]);
    await expectSound(page);
    expect(await page.locator('.sentence').textContent()).toBe(resultOf('demo').recommendation.sentence);
    expect(await tableOf(page)).toEqual([]);
  });

  test.for(['demo', 'failing'] as const)('one, of %s', async (run, { open }) => {
    const page = await open([{ ...resultOf(run), candidates: resultOf(run).candidates.slice(0, 1) }]);
    await expectUsable(page);
    expect((await tableOf(page)).length).toBe(1);
  });

  test('two hundred, on a phone too', async ({ open }) => {
    const result = resultOf('demo');
    const [like] = result.candidates;
    const candidates = Array.from({ length: 200 }, (_, index) => ({ ...like, memoryMB: 128 + 49 * index }));
    for (const width of [1280, 390]) {
      const page = await open([{ ...result, candidates }], { viewport: { width, height: 800 } });
      await expectUsable(page);
      expect((await tableOf(page)).length).toBe(200);
      expect(await headingsOf(page)).toContain('mean');
    }
  });
});

describe('documents that are no result', () => {
  test.for([
    ['a number', 7],
    ['null', null],
    ['an empty object', {}],
    ['another version', { schemaVersion: 2 }],
    ['deep lists', JSON.parse('['.repeat(500) + ']'.repeat(500))],
  ] as const)('are said to be none: %s', async ([, document], { open }) => {
    await expectRefused(open, document);
  });
});

async function expectRefused(open: Open, document: unknown): Promise<void> {
  const page = await open([document]);
  await page.getByRole('alert').getByText('it is no result').waitFor();
  await expectSound(page);
}
