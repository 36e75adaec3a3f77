import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
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
    let allowed: readonly string[] = [];
    const app = new Hono();
    app.use(async (context, next) => {
      // A page elsewhere may make its own name lead here (DNS rebinding), and read what names the function.
      if (!allowed.includes(context.req.header('host')?.toLowerCase() ?? '')) {
        return context.text('this page is served as 127.0.0.1 only', 403);
      }
      await next();
      return undefined;
    });
    app.get('/', (context) => context.html(made, 200, HEADERS));
    const server = await atPort(port, () => listen(createAdaptorServer({ fetch: app.fetch }), port));
    allowed = ['127.0.0.1', 'localhost'].map((name) => `${name}:${server.port}`);
    terminal.print(`${server.endpoint}/`);
    terminal.error('Ctrl-C stops it.');
    if (open) await openInBrowser(`${server.endpoint}/`, terminal);
    await interrupted;
    await server.close();
    return EXIT.recommended;
  });
}
