import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { PAST_RUNS, withHistory } from '../support/history.ts';
import { test } from './support/browser-test.ts';
import { drawingOf, illegible } from './support/drawing.ts';
import { resultOf } from './support/results.ts';

/** Kept for people to look at. */
const KEPT = resolve(import.meta.dirname, '../../test-artefacts/browser');
mkdirSync(KEPT, { recursive: true });

const section = 'section[aria-labelledby="history-0"]';

describe('the history', () => {
  test('is not there without a run before', async ({ open }) => {
    const page = await open([resultOf('small')]);
    await page.getByRole('heading', { name: 'The run' }).waitFor();
    expect(await page.locator(section).count()).toBe(0);
  });

  test.for([
    ['light', { viewport: { width: 1280, height: 900 } }],
    ['phone-dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ] as const)('shows each run with its figures, on %s', async ([name, options], { open }) => {
    const result = withHistory(resultOf('small'), PAST_RUNS, 'better');
    const page = await open([result], options);
    await page.locator(`${section} svg`).waitFor();
    const rows = await page
      .locator(`${section} tbody tr`)
      .evaluateAll((all) =>
        all.map((row) => [...row.children].map((cell) => cell.firstChild?.textContent ?? '')),
      );
    expect(rows.map(([time]) => time)).toEqual(
      [result.run.startedAt, ...PAST_RUNS.map(({ startedAt }) => startedAt)].map((startedAt) =>
        startedAt.slice(0, 16).replace('T', ' '),
      ),
    );
    expect(rows[1]?.slice(1)).toEqual([
      '512 MB on x86_64',
      '140 ms',
      '$1.40',
      '1024 MB on x86_64',
      'regressed',
    ]);
    expect(rows.map((row) => row.at(-1))).toEqual(['better', 'regressed', 'better, applied', 'unchanged']);
    const charts = await page.locator('.chart').count();
    const drawing = await drawingOf(page, charts - 1);
    expect(illegible(drawing)).toEqual([]);
    await page.locator(section).screenshot({ path: join(KEPT, `history-${name}.png`) });
  });
});
