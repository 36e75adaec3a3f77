import Table from 'cli-table3';
import type { Comparison, Row } from '../../test/peer/compare.ts';

/**
 * The comparison as a table of counts, and a line for everything that is not as it should be.
 * @param subject what ran, and where
 */
export function summaryOf(subject: string, comparison: Comparison): string {
  const { passed, known, unexpected, mended, missing } = comparison;
  const counts = new Table({
    head: [subject, 'tests'],
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
    ...mended.map(
      (row) => `✗ ${named(row)} passes now: take its row out of the table of deviations in test/peer`,
    ),
    ...missing.map((row) => `✗ ${named(row)} is in a table of deviations in test/peer, and no such test ran`),
  ].join('\n');
}

/** How many tests are not as they should be. */
export function failuresOf({ unexpected, mended, missing }: Comparison): number {
  return unexpected.length + mended.length + missing.length;
}

/** Each reason once, with how many tests show it, and what shows the same elsewhere. */
function knownBy(rows: readonly Row[]): string[] {
  const reasons = Map.groupBy(rows, ({ reason }) => reason);
  return [...reasons].flatMap(([reason, of]) => {
    const elsewhere = new Set(of.flatMap(({ coveredBy }) => coveredBy ?? []));
    const line = `${String(of.length).padStart(4)} × ${reason}`;
    return [line, ...[...elsewhere].map((test) => `       ${test}`)];
  });
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
