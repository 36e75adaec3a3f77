import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect } from 'vitest';
import { documentsOf, test } from './support/browser-test.ts';
import { RUNS } from './support/results.ts';
import { choose } from './support/using.ts';

describe('the page keeps to itself', () => {
  test('asks for nothing but its own document, whatever is done with it', async ({ watch }) => {
    const { page, requests, violations } = await watch(documentsOf(...RUNS));
    for (const [group, label] of [
      ['Invocations', 'cold starts'],
      ['Chart', 'cost against duration'],
      ['Theme', 'dark'],
    ] as const)
      await choose(page, group, label);
    await page.locator('summary').first().click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download JSON' }).click();
    await (await coming).path();
    expect(requests.map((url) => new URL(url).protocol)).toEqual(['file:']);
    expect(await violations()).toEqual([]);
  });

  test('refuses what would be put into it: its policy lets no other script, request or picture through', async ({
    watch,
  }) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*').end('window.canary = true');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { page, violations } = await watch(documentsOf('demo'), { provokes: true });
      const outcomes = await page.evaluate(async (base) => {
        // Listening before there is anything to hear: a picture is asked for as soon as it has an address.
        const loaded = (name: 'script' | 'img', src: string) =>
          new Promise<string>((done) => {
            const element = document.createElement(name);
            element.onload = () => done('loaded');
            element.onerror = () => done('refused');
            element.src = src;
            document.body.append(element);
          });
        const inline = Object.assign(document.createElement('script'), {
          textContent: 'window.canary = true',
        });
        document.body.append(inline);
        return {
          script: await loaded('script', `${base}/script.js`),
          picture: await loaded('img', `${base}/picture.png`),
          fetch: await fetch(`${base}/fetch`).then(
            () => 'loaded',
            () => 'refused',
          ),
          inline: 'canary' in window ? 'ran' : 'refused',
        };
      }, address);
      expect(outcomes).toEqual({
        script: 'refused',
        picture: 'refused',
        fetch: 'refused',
        inline: 'refused',
      });
      expect(asked).toEqual([]);
      expect((await violations()).map((violation) => violation.split(' ')[0])).toEqual(
        expect.arrayContaining(['script-src-elem', 'img-src', 'connect-src']),
      );
    } finally {
      server.close();
    }
  });
});
