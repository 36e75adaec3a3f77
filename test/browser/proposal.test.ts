import axe from 'axe-core';
import { describe, expect } from 'vitest';
import type { Proposal } from '../../lib/contract/index.ts';
import { test } from './support/browser-test.ts';
import { resultOf } from './support/results.ts';

const PROPOSAL: Proposal = {
  memoryMB: 1024,
  architecture: 'arm64',
  reason: 'the search is 81% sure',
  owner: { tool: 'terraform' },
  change: `# ${'a very long comment '.repeat(20)}\nmemory_size = 1024`,
};
const withProposal = (more: object = {}) => ({
  ...(resultOf('small') as object),
  proposal: { ...PROPOSAL, ...more },
});

describe('a proposal on the page', () => {
  test.for([
    ['a desk', { width: 1280, height: 900 }],
    ['a phone', { width: 390, height: 844 }],
  ] as const)(
    'stands below the answer, and its long lines scroll by themselves, on %s',
    async ([, viewport], { open }) => {
      const page = await open([withProposal()], { viewport });
      await page.getByText('To change in Terraform: 1024 MB on arm64. The search is 81% sure.').waitFor();
      const lines = page.locator('.proposal .scroll');
      expect(await lines.textContent()).toBe(PROPOSAL.change);
      const [own, visible] = await lines.evaluate((box) => [box.scrollWidth, box.clientWidth]);
      expect(own).toBeGreaterThan(visible ?? 0);
      const [whole, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(whole).toBeLessThanOrEqual(window ?? 0);
      await lines.focus();
      expect(await lines.evaluate((box) => box === document.activeElement)).toBe(true);
    },
  );

  test.for(['light', 'dark'] as const)(
    'keeps nobody from reading it, in %s',
    async (colorScheme, { open }) => {
      const page = await open([withProposal()], { colorScheme });
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const { axe: checker } = window as unknown as { axe: typeof axe };
        return (await checker.run('.proposal', { resultTypes: ['violations'] })).violations.map(
          ({ id }) => id,
        );
      });
      expect(violations).toEqual([]);
    },
  );

  test('is text, whatever it holds', async ({ open }) => {
    const change = '<img src=x onerror="window.canary=1">\u202e';
    const page = await open([withProposal({ change, reason: change })]);
    expect(await page.locator('.proposal pre').textContent()).toBe(
      '<img src=x onerror="window.canary=1">\\u{202e}',
    );
    expect(await page.locator('.proposal img').count()).toBe(0);
    expect(await page.evaluate(() => 'canary' in window)).toBe(false);
  });

  test('is not there where there is none', async ({ open }) => {
    const page = await open([resultOf('small')]);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await page.locator('.proposal').count()).toBe(0);
  });
});
