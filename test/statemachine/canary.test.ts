import { describe, expect, it } from 'vitest';
import definition from '../../statemachine/canary.asl.json' with { type: 'json' };

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly End?: boolean;
  readonly TimeoutSeconds?: number;
  readonly Parameters?: { readonly FunctionName?: string };
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly JitterStrategy?: string }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
}

const states = Object.entries(definition.States as unknown as Readonly<Record<string, State>>);
const tasks = states.filter(([, { Type }]) => Type === 'Task');
const retried = ({ Retry = [] }: State) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals);

/** Its function's; the state machine never gives up on one that still runs. */
const FUNCTION_SECONDS = 120;

/** Where a failure leads that nothing is left to be done about: how it ended is known then. */
const AFTERWARDS: Readonly<Record<string, string>> = { 'Back after failure': 'Failed', Tell: 'Untold' };

describe("the canary's state machine", () => {
  it.each(tasks)(
    'gives %s a time limit, a Catch of everything and retries where Lambda failed',
    (_, task) => {
      expect(task.Parameters?.FunctionName).toBe(`\${CanaryArn}`);
      expect(task.TimeoutSeconds).toBeGreaterThan(FUNCTION_SECONDS);
      expect(task.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'] }]);
      expect(retried(task)).toEqual(expect.arrayContaining(['Lambda.ServiceException', 'Runtime.ExitError']));
    },
  );

  it('goes back whatever fails, and tries that again and again', () => {
    for (const [name, task] of tasks) {
      const after = AFTERWARDS[name] ?? 'Back after failure';
      expect(task.Catch?.map(({ Next }) => Next)).toEqual([after]);
      if (name.startsWith('Back')) expect(retried(task)).toContain('States.TaskFailed');
    }
  });

  it('leads from every state to the end', () => {
    const nextOf = ({ Next, Default, Choices = [], Catch = [] }: State) =>
      [Next, Default, ...Choices.map((choice) => choice.Next), ...Catch.map((one) => one.Next)].flatMap(
        (name) => name ?? [],
      );
    const reached = new Set([definition.StartAt]);
    for (const name of reached) {
      const [, state] = states.find(([one]) => one === name) ?? [];
      expect(state, name).toBeDefined();
      for (const next of nextOf(state as State)) reached.add(next);
    }
    expect([...reached].sort()).toEqual(states.map(([name]) => name).sort());
  });
});
