import Table from 'cli-table3';
import type { Comparison, Row } from '../../test/peer/compare.ts';

/** The comparison as a table of counts, and a line for everything that is not as it should be. */
export function summaryOf(comparison: Comparison): string {
  const { passed, known, unexpected, mended, missing } = comparison;
  const counts = new Table({
    head: ['contract suite on MiniStack', 'tests'],
    style: { head: [], border: [] },
  });
  counts.push(
    ['passed', passed.length],
    ['known deviations', known.length],
    ['unexpected failures', unexpected.length],
    ['deviations that now pass', mended.length],
    ['deviations without a test', missing.length],
  );
  return [
    counts.toString(),
    ...knownBy(known),
    ...unexpected.map(
      ({ file, title, outcome, message }) => `✗ ${file} > ${title}: ${outcome}\n${indented(message)}`,
    ),
    ...mended.map((row) => `✗ ${named(row)} passes now: take its row out of test/peer/deviations.ts`),
    ...missing.map((row) => `✗ ${named(row)} is in test/peer/deviations.ts, and no such test ran`),
  ].join('\n');
}

/** How many tests are not as they should be. */
export function failuresOf({ unexpected, mended, missing }: Comparison): number {
  return unexpected.length + mended.length + missing.length;
}

/** Each reason once, with how many tests show it. */
function knownBy(rows: readonly Row[]): string[] {
  const reasons = Map.groupBy(rows, ({ reason }) => reason);
  return [...reasons].map(([reason, of]) => `${String(of.length).padStart(4)} × ${reason}`);
}

const named = ({ file, title }: Row) => `${file} > ${title}`;

/** The first lines of a failure: the rest is the way through the test runner. */
function indented(message: string): string {
  return message
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n');
}
