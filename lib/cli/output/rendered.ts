import type { Report, ViewName } from '../../report/report.ts';
import { viewsOf } from '../../report/report.ts';
import { BadInput } from '../exit-code.ts';
import { columnsOf, isAscii, palette, type Terminal } from '../terminal.ts';
import type { Format } from './formats.ts';
import type { OutputOptions } from './options.ts';

/** Results as they were read, and as they are shown; one for one. */
export interface Results {
  readonly documents: readonly unknown[];
  readonly reports: readonly Report[];
}

/**
 * Results in a format.
 * @param terminal where it is shown; a file has no end and no colours
 * @throws BadInput where there are no figures of the view that was asked for.
 */
export async function rendered(
  { documents, reports }: Results,
  format: Format,
  options: OutputOptions,
  terminal?: Terminal,
): Promise<string | Uint8Array> {
  assertView(reports, options.view);
  // Each is loaded when it is asked for: the chart library and the fonts take their time.
  switch (format) {
    case 'json': {
      const { renderJson } = await import('../../report/json.ts');
      return renderJson(documents);
    }
    case 'table': {
      const { renderReports } = await import('../../report/terminal.ts');
      if (terminal === undefined) return `${renderReports(reports, PLAIN, options)}\n`;
      const { outputStream } = terminal;
      const place = { columns: columnsOf(outputStream), ascii: isAscii(terminal) };
      return `${renderReports(reports, palette(terminal, outputStream), { ...options, ...place })}\n`;
    }
    case 'csv': {
      const { renderCsv } = await import('../../report/csv.ts');
      return renderCsv(reports, options.view);
    }
    case 'markdown': {
      const { renderMarkdown } = await import('../../report/markdown.ts');
      return renderMarkdown(reports, options);
    }
    case 'html':
      return await page(documents);
    case 'svg':
      return await picture(reports, options);
    case 'png': {
      const { renderPng } = await import('../../report/picture/png.ts');
      return renderPng(await picture(reports, options));
    }
  }
}

/** @param documents none make a page that takes results from its address, or asks for them */
export async function page(documents: readonly unknown[]): Promise<string> {
  const [{ pageTemplate }, { pageOf }] = await Promise.all([
    import('../../report/page/template.ts'),
    import('../../report/page/page.ts'),
  ]);
  return pageOf(await pageTemplate(), documents);
}

async function picture(reports: readonly Report[], options: OutputOptions): Promise<string> {
  const { renderSvg } = await import('../../report/picture/svg.ts');
  return renderSvg(reports, options);
}

function assertView(reports: readonly Report[], view: ViewName | undefined): void {
  const known = viewsOf(reports);
  if (view === undefined || known.includes(view)) return;
  throw new BadInput(
    `--view is ${view}, of which there are no figures; allowed: ${known.join(', ') || 'none, since nothing was measured'}`,
  );
}

const plain = (text: string) => text;
const PLAIN = { bold: plain, dim: plain, green: plain, yellow: plain };
