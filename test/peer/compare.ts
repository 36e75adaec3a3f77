import type { Deviation } from './deviations.ts';

/** How one test of the contract suite ended on the peer. */
export interface TestOutcome {
  /** Its file, without folder and `.test.ts`. */
  readonly file: string;
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'not run';
  /** Why it failed; empty where it passed. */
  readonly message: string;
}

/** A test that the table names. */
export interface Row {
  readonly file: string;
  readonly title: string;
  readonly reason: string;
  readonly coveredBy?: string;
}

export interface Comparison {
  readonly passed: readonly TestOutcome[];
  /** Failed as the table says. */
  readonly known: readonly Row[];
  /** Failed, or did not run, and the table has nothing to say of it, or not this. */
  readonly unexpected: readonly TestOutcome[];
  /** Passed, although the table says that the peer gets it wrong. */
  readonly mended: readonly Row[];
  /** In the table, and no such test ran. */
  readonly missing: readonly Row[];
}

/** Holds what happened against what the table says. */
export function compare(outcomes: readonly TestOutcome[], deviations: readonly Deviation[]): Comparison {
  const rows = deviations.flatMap(rowsOf);
  const rowOf = ({ file, title }: TestOutcome) =>
    rows.find((row) => row.file === file && row.title === title);
  const isKnown = (test: TestOutcome) =>
    test.outcome === 'failed' && rowOf(test)?.failure.test(test.message) === true;
  const failed = outcomes.filter(({ outcome }) => outcome !== 'passed');
  const passed = outcomes.filter(({ outcome }) => outcome === 'passed');
  const ranAs = (tests: readonly TestOutcome[]) =>
    rows.filter((row) => tests.some((test) => rowOf(test) === row));
  return {
    passed: passed.filter((test) => rowOf(test) === undefined),
    known: ranAs(failed.filter(isKnown)),
    unexpected: failed.filter((test) => !isKnown(test)),
    mended: ranAs(passed),
    missing: rows.filter((row) => !outcomes.some((test) => rowOf(test) === row)),
  };
}

function rowsOf({ tests, ...deviation }: Deviation): (Row & { readonly failure: RegExp })[] {
  return Object.entries(tests).flatMap(([file, titles]) =>
    titles.map((title) => ({ file, title, ...deviation })),
  );
}
