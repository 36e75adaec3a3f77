import { extname } from 'node:path';
import { BadInput } from '../exit-code.ts';

/** What a result can be written as: the same figures in each. */
export const FORMATS = ['table', 'json', 'csv', 'markdown', 'html', 'svg', 'png'] as const;
export type Format = (typeof FORMATS)[number];

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.txt': 'table',
  '.json': 'json',
  '.csv': 'csv',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.svg': 'svg',
  '.png': 'png',
};

/**
 * The format that a file's name asks for.
 * @throws BadInput where it asks for none.
 */
export function formatOfFile(file: string): Format {
  const format = BY_EXTENSION[extname(file).toLowerCase()];
  if (format !== undefined) return format;
  throw new BadInput(
    `-o is ${file}, whose name says no format; allowed: one that ends with ${Object.keys(BY_EXTENSION).join(', ')}, or --format beside it`,
  );
}

/** Bytes in a terminal help nobody. */
export function assertPrintable(format: Format, stream: NodeJS.WriteStream, remedy: string): void {
  if (format === 'png' && stream.isTTY === true) {
    throw new BadInput(`a PNG can't be shown in a terminal: ${remedy}`);
  }
}
