import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { documentsOfText } from '../../report/reading/documents.ts';
import { NotAResult } from '../../report/reading/not-a-result.ts';
import { readReport } from '../../report/reading/read.ts';
import type { Report } from '../../report/report.ts';
import { BadInput } from '../exit-code.ts';
import { meantFile } from '../local/meant-file.ts';
import type { Results } from '../output/rendered.ts';
import { resultFileIn } from '../result-folder.ts';

/** What a result may be given as. */
const ALLOWED =
  'Allowed: what power-tuner tune --json has printed, the folder of its --out, what aws stepfunctions describe-execution prints, an output of aws-lambda-power-tuning, or a link';

const STANDARD_INPUT = '-';

/**
 * Reads what is named on the command line.
 * @param given files, folders, links, or `-`
 * @throws BadInput where there is no result in one of them.
 */
export async function readResults(given: readonly string[]): Promise<Results> {
  const results: Result[] = [];
  for (const one of given) results.push(...(await resultsAt(one)));
  return {
    documents: results.map(({ document }) => document),
    reports: results.map(({ report }) => report),
  };
}

interface Result {
  readonly document: unknown;
  readonly report: Report;
}

async function resultsAt(given: string): Promise<Result[]> {
  if (given === STANDARD_INPUT) return read('standard input', await text(process.stdin), 'Result');
  // Links may be longer than any path: where statSync would throw, this says no.
  if (!existsSync(given)) {
    if (isLink(given)) return read('the link', given, 'Result');
    throw new BadInput(`${given} can't be read: there is no such file${meantFile(given)}. ${ALLOWED}`);
  }
  if (!statSync(given).isDirectory()) {
    return read(given, contentOf(given), basename(given).replace(/\.[^.]+$/, ''));
  }
  const file = resultFileIn(given, ALLOWED);
  // What reads samples takes a moment to load.
  const { withSamples } = await import('../output/samples.ts');
  return read(file, contentOf(file), basename(resolve(given)), (document) => withSamples(document, given));
}

function isLink(given: string): boolean {
  return /^https?:\/\//.test(given) || given.includes('#');
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * @param label what a result is called that does not say so itself
 * @param completed a document with what lies beside it
 */
function read(
  source: string,
  content: string,
  label: string,
  completed: (document: unknown) => unknown = (document) => document,
): Result[] {
  try {
    return documentsOfText(content).map((document) => titled(completed(document), label));
  } catch (error) {
    if (!(error instanceof NotAResult)) throw error;
    throw new BadInput(`${source}: ${error.message}`, { cause: error });
  }
}

/** A name travels in the document: the page reads it by itself. */
function titled(document: unknown, label: string): Result {
  const report = readReport(document, UNNAMED);
  if (report.title !== UNNAMED) return { document, report };
  const named = { ...(document as object), title: label };
  return { document: named, report: readReport(named) };
}

/** What nobody calls a result. */
const UNNAMED = 'a result that does not say what it is called';
