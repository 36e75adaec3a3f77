import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { documentsOf, test } from './support/browser-test.ts';
import { choose } from './support/using.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
const DARK = { colorScheme: 'dark' } as const;

/** What axe-core finds that keeps somebody from using the page: its serious and critical problems. */
async function problemsOf(page: Page): Promise<string[]> {
  await page.locator('details').evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  // That it has looked at all, also at colours.
  expect(passes.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['color-contrast', 'label', 'document-title']),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`));
}

describe('axe-core finds nothing serious', () => {
  test.for([
    ['a result', ['demo'], {}],
    ['a result in dark', ['small'], DARK],
    ['a result with failures', ['failing'], {}],
    ['a result with failures in dark', ['failing'], DARK],
    ['a result on a phone', ['small'], PHONE],
    ['a result on a phone in dark', ['failing'], { ...PHONE, ...DARK }],
    ['a comparison', ['demo', 'small', 'failing'], {}],
    ['a comparison in dark', ['demo', 'failing'], DARK],
    ['a comparison on a phone', ['demo', 'failing'], PHONE],
    ['the viewer', [], {}],
    ['the viewer in dark', [], DARK],
    ['the viewer on a phone', [], PHONE],
  ] as const)('in %s', async ([, runs, options], { open }) => {
    const page = await open(documentsOf(...runs), options);
    if (runs.length > 0) await page.locator('.chart svg').first().waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  test.for(['light', 'dark'] as const)('in what is wrong, in %s', async (colorScheme, { open }) => {
    const page = await open(documentsOf('small'), { colorScheme, fragment: '#r1.x' });
    await page.getByLabel('Invocations a month').fill('many');
    await page.getByRole('alert').waitFor();
    await choose(page, 'Chart', 'cost against duration');
    expect(await problemsOf(page)).toEqual([]);
    const viewer = await open([], { colorScheme, fragment: '#r1.x' });
    await viewer.getByRole('alert').waitFor();
    expect(await problemsOf(viewer)).toEqual([]);
  });
});
