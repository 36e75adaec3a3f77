import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { test as base, expect } from 'vitest';
import { pageOf } from '../../../lib/report/page/page.ts';
import { chromiumPath, launch } from './chromium.ts';
import { pagesFolder, type Run, resultOf } from './results.ts';

export interface OpenOptions extends BrowserContextOptions {
  /** With its `#`. */
  readonly fragment?: string;
  /** Whether the test itself makes the page break its rules. */
  readonly provokes?: boolean;
}

/** What a page did that it must not do. */
export interface Watched {
  readonly page: Page;
  readonly requests: string[];
  readonly errors: string[];
  /** What the content security policy refused. */
  violations(): Promise<string[]>;
}

export type Open = (documents: readonly unknown[], options?: OpenOptions) => Promise<Page>;
export type Watch = (documents: readonly unknown[], options?: OpenOptions) => Promise<Watched>;

/** Documents of real runs. */
export function documentsOf(...runs: Run[]): unknown[] {
  return runs.map(resultOf);
}

/**
 * A test with a browser. Each page that it opens is watched: in the end it has loaded nothing but itself, has thrown
 * nothing and has logged no error.
 */
export const test = base
  .extend('executable', { scope: 'file' }, () => chromiumPath())
  .extend('browser', { scope: 'file' }, async ({ executable }, { onCleanup }): Promise<Browser> => {
    const browser = await launch(executable);
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('watch', async ({ browser }, { onCleanup }): Promise<Watch> => {
    const opened: { watched: Watched; document: string; provokes: boolean }[] = [];
    onCleanup(async () => {
      for (const { watched, document, provokes } of opened) {
        if (!provokes) {
          expect.soft(watched.requests, 'requests').toEqual([document]);
          expect.soft(watched.errors, 'errors').toEqual([]);
          expect.soft(await watched.violations(), 'content security policy').toEqual([]);
        }
        await watched.page.context().close();
      }
    });
    return async (documents, { fragment = '', provokes = false, ...options } = {}) => {
      const file = join(pagesFolder(), `${randomUUID()}.html`);
      writeFileSync(file, pageOf(readFileSync(join(pagesFolder(), 'template.html'), 'utf8'), documents));
      const document = pathToFileURL(file).href;
      const watched = await watchedPage(browser, options);
      opened.push({ watched, document, provokes });
      await watched.page.goto(document + fragment);
      await watched.page.locator('main').waitFor();
      return watched;
    };
  })
  .extend(
    'open',
    async ({ watch }): Promise<Open> =>
      async (documents, options) => {
        return (await watch(documents, options)).page;
      },
  );

async function watchedPage(browser: Browser, options: BrowserContextOptions): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  // States are waited for; what takes longer than this won't come.
  page.setDefaultTimeout(15_000);
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => requests.push(request.url().split('#')[0] ?? ''));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(window, { refusedByPolicy: refused });
    document.addEventListener('securitypolicyviolation', (event) => {
      refused.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return {
    page,
    requests,
    errors,
    violations: () =>
      page.evaluate(() => (window as unknown as { refusedByPolicy: string[] }).refusedByPolicy),
  };
}
