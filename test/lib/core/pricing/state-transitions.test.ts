import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { refusedTransitions, stateTransitions } from '../../../../lib/core/pricing/state-transitions.ts';

describe('stateTransitions', () => {
  it('counts each state that a grid of six enters once', () => {
    const atStart = ['Initializer', 'Publisher', 'Measure'];
    const eachCandidate = ['Executor', 'Enough samples?', 'Digest'];
    const atEnd = ['Analyzer', 'Another round?', 'Cleaner', 'Apply?', 'Reporter', 'All done?', 'Done'];
    expect(stateTransitions({ candidates: 6, executorCalls: 6, rounds: 1, apply: false })).toBe(
      atStart.length + 6 * eachCandidate.length + atEnd.length,
    );
  });

  it('counts the Optimizer only where it runs', () => {
    const run = { candidates: 1, executorCalls: 1, rounds: 1 };
    expect(stateTransitions({ ...run, apply: true }) - stateTransitions({ ...run, apply: false })).toBe(1);
  });

  it('counts two states for every further call of the Executor', () => {
    const run = { candidates: 2, rounds: 1, apply: false };
    expect(
      stateTransitions({ ...run, executorCalls: 5 }) - stateTransitions({ ...run, executorCalls: 2 }),
    ).toBe(3 * ['Executor', 'Enough samples?'].length);
  });

  it('counts no question after a call that was lost', () => {
    const run = { candidates: 2, executorCalls: 2, rounds: 1, apply: false };
    expect(stateTransitions({ ...run, lost: 1 })).toBe(stateTransitions(run) - 1);
  });

  it('counts four states for every further round, beside its candidates', () => {
    const run = { candidates: 4, executorCalls: 4, apply: false };
    expect(stateTransitions({ ...run, rounds: 2 }) - stateTransitions({ ...run, rounds: 1 })).toBe(4);
  });

  it('counts what the state machine enters on its way to the end', async () => {
    const machine = await readMachine();
    const branch = machine.States.Measure?.ItemProcessor ?? { StartAt: '', States: {} };
    const entered = walk(machine, {}).length + walk(branch, { 'Enough samples?': 'Digest' }).length;
    expect(stateTransitions({ candidates: 1, executorCalls: 1, rounds: 1, apply: false })).toBe(entered);
    const again = walk(branch, { 'Enough samples?': 'Executor' }, 'Enough samples?');
    const further = stateTransitions({ candidates: 1, executorCalls: 2, rounds: 1, apply: false });
    expect(further).toBe(entered + again.slice(0, again.lastIndexOf('Enough samples?')).length);
  });
});

describe('refusedTransitions', () => {
  it('counts what the state machine enters where the Analyzer ends the run after its first round', async () => {
    const machine = await readMachine();
    const branch = machine.States.Measure?.ItemProcessor ?? { StartAt: '', States: {} };
    const entered = [
      ...walk(machine, { Analyzer: machine.States.Analyzer?.Catch?.at(-1)?.Next ?? '' }),
      ...walk(branch, { 'Enough samples?': 'Digest' }),
    ];
    expect(entered).toContain('Failed');
    expect(refusedTransitions({ candidates: 1, executorCalls: 1 })).toBe(entered.length);
  });

  it('counts further calls of the Executor, and no question after one that was lost', () => {
    const once = refusedTransitions({ candidates: 1, executorCalls: 1 });
    expect(refusedTransitions({ candidates: 1, executorCalls: 2 })).toBe(once + 2);
    expect(refusedTransitions({ candidates: 1, executorCalls: 1, lost: 1 })).toBe(once - 1);
  });
});

interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State | undefined>>;
}

interface State {
  readonly Next?: string;
  readonly Default?: string;
  readonly Catch?: readonly { readonly Next: string }[];
  readonly ItemProcessor?: Machine;
}

async function readMachine(): Promise<Machine> {
  const path = new URL('../../../../statemachine/power-tuner.asl.json', import.meta.url);
  return JSON.parse(await readFile(path, 'utf8')) as Machine;
}

/** The states from a start to the end, by default at each choice; stops where it comes to one again. */
function walk(machine: Machine, choices: Record<string, string>, start = machine.StartAt): string[] {
  const entered: string[] = [];
  for (let name: string | undefined = start; name !== undefined; ) {
    const again = entered.includes(name);
    entered.push(name);
    if (again) break;
    const state: State | undefined = machine.States[name];
    name = choices[name] ?? state?.Next ?? state?.Default;
  }
  return entered;
}
