import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { isOwnHost } from '../../emulator/host-guard.ts';
import { listen } from '../../emulator/listen.ts';
import { EXIT } from '../exit-code.ts';
import { openInBrowser } from '../output/page-file.ts';
import { page } from '../output/rendered.ts';
import { atPort } from '../port.ts';
import type { Terminal } from '../terminal.ts';
import { untilInterrupted } from '../until-interrupted.ts';

/** The page says itself what it may load; these are what only a header can say. */
const HEADERS = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * `power-tuner report --serve`: the page on 127.0.0.1 until Ctrl-C or SIGTERM. Prints its address.
 * @param documents results that it shows; without any it takes them from its address, or asks for them
 * @param options 0 takes any port that is free
 * @returns the exit code
 * @throws BadInput where the port can't be had.
 */
export async function servePage(
  documents: readonly unknown[],
  { port, open }: { readonly port: number; readonly open: boolean },
  terminal: Terminal,
): Promise<number> {
  return await untilInterrupted(terminal, async (interrupted) => {
    const made = await page(documents);
    let ownPort: number | undefined;
    const app = new Hono();
    app.use(async (context, next) => {
      // What a page elsewhere could read names the function.
      if (ownPort === undefined || !isOwnHost(context.req.header('host'), ownPort)) {
        return context.text('this page is served as 127.0.0.1 only', 403);
      }
      await next();
      return undefined;
    });
    app.get('/', (context) => context.html(made, 200, HEADERS));
    const server = await atPort(port, () => listen(createAdaptorServer({ fetch: app.fetch }), port));
    ownPort = server.port;
    terminal.print(`${server.endpoint}/`);
    terminal.error('Ctrl-C stops it.');
    if (open) await openInBrowser(`${server.endpoint}/`, terminal);
    await interrupted;
    await server.close();
    return EXIT.recommended;
  });
}
