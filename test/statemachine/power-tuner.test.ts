import { describe, expect, it } from 'vitest';
import { STAGES, type StageName } from '../../lib/stack/stages.ts';
import definition from '../../statemachine/power-tuner.asl.json' with { type: 'json' };

interface Retry {
  readonly ErrorEquals: readonly string[];
  readonly JitterStrategy?: string;
}
interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName?: string };
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retry[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
  readonly Next?: string;
}

const top = definition.States as unknown as Readonly<Record<string, State>>;
const inside = Object.values(top).flatMap(({ ItemProcessor }) => Object.entries(ItemProcessor?.States ?? {}));
const tasks = [...Object.entries(top), ...inside].filter(([, { Type }]) => Type === 'Task');

function stageOf({ Parameters }: State): StageName {
  return (/^\$\{(\w+)Arn\}$/.exec(Parameters?.FunctionName ?? '')?.[1] ?? '').toLowerCase() as StageName;
}

describe('the state machine', () => {
  it.each(tasks)('gives %s a Retry, a Catch and a time limit of its own', (_, task) => {
    expect(task.Resource).toBe('arn:aws:states:::lambda:invoke');
    expect(task.Retry?.length).toBeGreaterThan(0);
    expect(task.Catch?.length).toBeGreaterThan(0);
    expect(task.TimeoutSeconds).toBeGreaterThan(STAGES[stageOf(task)].timeoutSeconds);
  });

  it.each(tasks)('retries %s with jitter, and never on every error', (_, task) => {
    for (const retry of task.Retry ?? []) {
      expect(retry.JitterStrategy).toBe('FULL');
      expect(retry.ErrorEquals).not.toContain('States.ALL');
      expect(retry.ErrorEquals).not.toContain('States.TaskFailed');
    }
  });

  it('retries the Executor only where Lambda says that it never ran: a second run would pay again', () => {
    const executor = inside.find(([name]) => name === 'Executor')?.[1];
    expect(executor?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual([
      'Lambda.TooManyRequestsException',
    ]);
  });

  it('cleans up after every failure between the Initializer and the decision', () => {
    for (const name of ['Publisher', 'Measure', 'Analyzer']) {
      expect(top[name]?.Catch).toMatchObject([
        { ErrorEquals: ['States.ALL'], Next: 'Cleaner after failure' },
      ]);
    }
  });

  it('loses no result where cleaning up or applying fails', () => {
    for (const name of ['Cleaner', 'Optimizer']) {
      expect(top[name]?.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Reporter' }]);
    }
  });

  it('cleans up before it applies', () => {
    expect(top.Cleaner?.Next).toBe('Apply?');
    expect(top.Optimizer?.Next).toBe('Reporter');
  });
});
