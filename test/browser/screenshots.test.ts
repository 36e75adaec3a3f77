import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { THEMES } from '../../lib/report/picture/style.ts';
import { documentsOf, type OpenOptions, test } from './support/browser-test.ts';
import { drawingOf, illegible } from './support/drawing.ts';
import type { Run } from './support/results.ts';
import { choose } from './support/using.ts';

/** Kept for people to look at. */
const KEPT = resolve(import.meta.dirname, '../../test-artefacts/browser');
mkdirSync(KEPT, { recursive: true });

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
const WIDE = { width: 1920, height: 1080 };

const PICTURES: readonly (readonly [string, readonly Run[], OpenOptions, 'memory' | 'pareto'])[] = [
  ['light', ['demo'], { viewport: DESK }, 'memory'],
  ['light-pareto', ['demo'], { viewport: DESK }, 'pareto'],
  ['light-failures', ['failing'], { viewport: DESK }, 'memory'],
  ['dark', ['small'], { viewport: DESK, colorScheme: 'dark' }, 'memory'],
  ['dark-failures', ['failing'], { viewport: DESK, colorScheme: 'dark' }, 'memory'],
  ['phone', ['failing'], { viewport: PHONE }, 'memory'],
  ['phone-dark', ['demo'], { viewport: PHONE, colorScheme: 'dark' }, 'memory'],
  ['phone-compare', ['demo', 'failing'], { viewport: PHONE }, 'memory'],
  ['wide', ['demo'], { viewport: WIDE }, 'memory'],
  ['compare', ['demo', 'failing'], { viewport: DESK }, 'memory'],
  ['viewer', [], { viewport: DESK }, 'memory'],
];

describe('pictures of the page', () => {
  test.for(PICTURES)(
    '%s: within its width, with nothing cut off or written over',
    async ([name, runs, options, chart], { open }) => {
      const page = await open(documentsOf(...runs), options);
      if (chart === 'pareto') await choose(page, 'Chart', 'cost against duration');
      if (runs.length > 0) {
        await page.locator('.chart svg').first().waitFor();
        for (const index of [0, 1]) expect(illegible(await drawingOf(page, index))).toEqual([]);
      }
      expect(await widths(page)).toEqual([options.viewport?.width, options.viewport?.width]);
      const path = join(KEPT, `${name}.png`);
      await page.screenshot({ path, fullPage: true });
      expect(statSync(path).size).toBeGreaterThan(10_000);
    },
  );

  test('print: in light, as wide as the sheet, without controls', async ({ open }) => {
    const page = await open(documentsOf('demo'), { colorScheme: 'dark', viewport: DESK });
    await page.locator('.chart svg').first().waitFor();
    const pdf = join(KEPT, 'print.pdf');
    await page.pdf({
      path: pdf,
      format: 'A4',
      margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' },
    });
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    await page.locator('html[data-theme="dark"]').waitFor();

    // The same as a picture of a sheet's width.
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.locator('html[data-theme="light"]').waitFor();
    await expect.poll(async () => (await drawingOf(page)).background).toBe(THEMES.light.background);
    await expect.poll(async () => (await drawingOf(page)).width).toBeLessThanOrEqual(718);
    await expect.poll(() => widths(page)).toEqual([718, 718]);
    expect(await page.locator('.controls').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Download JSON' }).isVisible()).toBe(false);
    await page.screenshot({ path: join(KEPT, 'print.png'), fullPage: true });
  });
});

async function widths(page: Page): Promise<number[]> {
  return await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
}
