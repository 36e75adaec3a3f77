import { describe, expect, it } from 'vitest';
import { STAGES, type StageName } from '../../lib/stack/stages.ts';
import definition from '../../statemachine/power-tuner.asl.json' with { type: 'json' };

interface Retry {
  readonly ErrorEquals: readonly string[];
  readonly JitterStrategy?: string;
}
interface Catch {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}
interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName?: string; readonly 'Cause.$'?: string };
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retry[];
  readonly Catch?: readonly Catch[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
  readonly Next?: string;
}

const top = definition.States as unknown as Readonly<Record<string, State>>;
const inside = Object.values(top).flatMap(({ ItemProcessor }) => Object.entries(ItemProcessor?.States ?? {}));
const tasks = [...Object.entries(top), ...inside].filter(([, { Type }]) => Type === 'Task');

function stageOf({ Parameters }: State): StageName {
  return (/^\$\{(\w+)Arn\}$/.exec(Parameters?.FunctionName ?? '')?.[1] ?? '').toLowerCase() as StageName;
}

/** Lambda's passing faults: "Handle Lambda service exceptions", AWS Step Functions Developer Guide. */
const PASSING = [
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
];
/** The function's environment ended without an answer. */
const ENDED = ['Runtime.ExitError', 'Runtime.OutOfMemory', 'Sandbox.Timedout', 'Lambda.Unknown'];
const LOST = [...PASSING, ...ENDED, 'States.Timeout'].sort();

/** The stages that may run twice: all but those that pay for invocations, and that apply. */
const REPEATABLE = tasks.filter(([, task]) => !['executor', 'optimizer'].includes(stageOf(task)));

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

  it.each(REPEATABLE)('runs %s again where Lambda failed or its environment was lost', (_, task) => {
    const retried = task.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(retried).toEqual(expect.arrayContaining([...PASSING, ...ENDED]));
  });

  it('gives up one candidate where its Executor gave no answer, for whatever reason', () => {
    const executor = inside.find(([name]) => name === 'Executor')?.[1];
    expect(executor?.Catch).toMatchObject([{ Next: 'Lost' }]);
    expect(executor?.Catch?.flatMap(({ ErrorEquals }) => ErrorEquals).sort()).toEqual(LOST);
  });

  it.each([
    ['Initializer', 'Failed'],
    ['Publisher', 'Cleaner after failure'],
    ['Analyzer', 'Cleaner after failure'],
  ])('names the %s in the error where it gave no answer', (name, next) => {
    const [first] = top[name]?.Catch ?? [];
    expect([...(first?.ErrorEquals ?? [])].sort()).toEqual(LOST);
    const lost = top[first?.Next ?? ''];
    expect(lost?.Parameters?.['Cause.$']).toBe(`States.Format('the ${name} gave no answer: {}', $.Cause)`);
    expect(lost?.Next).toBe(next);
  });

  it('cleans up after every failure between the Initializer and the decision', () => {
    for (const name of ['Publisher', 'Measure', 'Analyzer']) {
      expect(top[name]?.Catch?.at(-1)).toMatchObject({
        ErrorEquals: ['States.ALL'],
        Next: 'Cleaner after failure',
      });
    }
  });

  it('goes on with the error alone after a failure: no payload stays, and it fits into any state', () => {
    for (const name of ['Initializer', 'Publisher', 'Measure', 'Analyzer']) {
      expect(top[name]?.Catch?.filter((caught) => 'ResultPath' in caught)).toEqual([]);
    }
    for (const name of ['Initializer lost', 'Publisher lost', 'Analyzer lost']) {
      expect(top[name]).not.toHaveProperty('ResultPath');
    }
    expect(top.Failed).toMatchObject({ ErrorPath: '$.Error', CausePath: '$.Cause' });
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
