import Table from 'cli-table3';
import type { Reporter, TestModule } from 'vitest/node';
import type { FaultRun } from './fault-run.ts';

interface Row {
  runs: number;
  survived: number;
  leftovers: number;
  targetsChanged: number;
}

/** Prints what the fault matrix came to: a row for each kind of fault, and all together. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = rowsOf(modules);
    if (rows.size === 0) return;
    const table = new Table({
      head: ['kind', 'runs', 'survived', 'leftovers', 'targets changed'],
      colAligns: ['left', 'right', 'right', 'right', 'right'],
      style: { head: [], border: [] },
    });
    for (const [kind, row] of rows) table.push([kind, ...cells(row)]);
    table.push(['all', ...cells([...rows.values()].reduce(sum, EMPTY))]);
    console.log(`\n${table.toString()}`);
  }
}

const EMPTY: Row = { runs: 0, survived: 0, leftovers: 0, targetsChanged: 0 };

function rowsOf(modules: readonly TestModule[]): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const test of modules.flatMap(({ children }) => [...children.allTests()])) {
    const { faultRun } = test.meta();
    if (faultRun === undefined) continue;
    const survived = test.result().state === 'passed';
    rows.set(faultRun.kind, sum(rows.get(faultRun.kind) ?? EMPTY, rowOf(faultRun, survived)));
  }
  return rows;
}

function rowOf({ leftovers, targetsChanged }: FaultRun, survived: boolean): Row {
  return { runs: 1, survived: survived ? 1 : 0, leftovers, targetsChanged };
}

function sum(a: Row, b: Row): Row {
  return {
    runs: a.runs + b.runs,
    survived: a.survived + b.survived,
    leftovers: a.leftovers + b.leftovers,
    targetsChanged: a.targetsChanged + b.targetsChanged,
  };
}

function cells({ runs, survived, leftovers, targetsChanged }: Row): number[] {
  return [runs, survived, leftovers, targetsChanged];
}
