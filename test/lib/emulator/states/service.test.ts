import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createStates, type StatesService } from '../../../../lib/emulator/states/service.ts';
import type { LocalContext, Stages } from '../../../../lib/emulator/states/stage.ts';

const task = (stage: string, more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: `\${${stage}Arn}`, 'Payload.$': '$' },
  OutputPath: '$.Payload',
  ...more,
});

const ONE_STEP = { StartAt: 'Work', States: { Work: task('Work', { End: true }) } };

/** Two branches; when one fails, the Cleaner runs. */
const FAN_OUT = {
  StartAt: 'All',
  States: {
    All: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemProcessor: { StartAt: 'Work', States: { Work: task('Work', { End: true }) } },
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Clean' }],
      End: true,
    },
    Clean: task('Cleaner', { ResultSelector: {}, ResultPath: null, OutputPath: '$', Next: 'Failed' }),
    Failed: { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' },
  },
};

function service(definition: unknown, stages: Stages): StatesService {
  return createStates({
    region: 'us-east-1',
    accountId: '123456789012',
    name: 'machine',
    definition,
    stages,
    cleaner: 'Cleaner',
  });
}

const stage = (handler: (event: never, context: LocalContext) => Promise<unknown>, timeoutSeconds = 60) => ({
  handler,
  timeoutSeconds,
});
const noCleaner = stage(async () => ({}));

interface Description {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

async function start(states: StatesService, input: unknown): Promise<string> {
  const { executionArn } = (await states.answer('StartExecution', {
    stateMachineArn: states.stateMachineArn,
    input: JSON.stringify(input),
  })) as { executionArn: string };
  return executionArn;
}

async function end(states: StatesService, executionArn: string): Promise<Description> {
  for (;;) {
    const description = (await states.answer('DescribeExecution', { executionArn })) as Description;
    if (description.status !== 'RUNNING') {
      await states.settled();
      return description;
    }
    await sleep(5);
  }
}

const run = async (states: StatesService, input: unknown) => end(states, await start(states, input));

describe("the emulator's Step Functions", () => {
  it('gives a stage its payload out of the envelope, a deadline and a signal', async () => {
    let seen: unknown;
    const states = service(ONE_STEP, {
      Work: stage(async (event, context) => {
        seen = {
          event,
          functionName: context.functionName,
          remaining:
            context.getRemainingTimeInMillis() > 50_000 && context.getRemainingTimeInMillis() <= 60_000,
          aborted: context.signal.aborted,
        };
        return { done: new Date(0), left: undefined };
      }),
      Cleaner: noCleaner,
    });
    const { status, output } = await run(states, { a: 1 });
    expect(status).toBe('SUCCEEDED');
    expect(seen).toEqual({
      event: { a: 1 },
      functionName: 'arn:aws:lambda:us-east-1:123456789012:function:machine-work',
      remaining: true,
      aborted: false,
    });
    // What comes back has crossed the wire: dates are text, undefined is gone.
    expect(JSON.parse(output ?? '')).toEqual({ done: '1970-01-01T00:00:00.000Z' });
  });

  it("gives an error's name, and Lambda's JSON as its cause", async () => {
    class InvalidInput extends Error {
      override readonly name = 'InvalidInput';
    }
    const states = service(ONE_STEP, {
      Work: stage(async () => {
        throw new InvalidInput('two problems');
      }),
      Cleaner: noCleaner,
    });
    const { status, error, cause } = await run(states, {});
    expect([status, error]).toEqual(['FAILED', 'InvalidInput']);
    expect(JSON.parse(cause ?? '')).toMatchObject({
      errorType: 'InvalidInput',
      errorMessage: 'two problems',
    });
  });

  it('aborts the signal of a stage whose timeout has passed', async () => {
    const states = service(ONE_STEP, {
      Work: stage(async (_, { signal }) => {
        await sleep(10_000, undefined, { signal }).catch(() => undefined);
        throw signal.reason;
      }, 0.05),
      Cleaner: noCleaner,
    });
    expect((await run(states, {})).error).toBe('Sandbox.Timedout');
  });

  it('stops the branches that still run when one fails, and waits for them before the Cleaner', async () => {
    const order: string[] = [];
    const states = service(FAN_OUT, {
      Work: stage(async (event: { bad: boolean }, { signal }) => {
        if (event.bad) throw new RangeError('bad');
        await sleep(10_000, undefined, { signal }).catch(() => undefined);
        order.push(signal.aborted ? 'stopped' : 'ran to its end');
        await sleep(30);
        order.push('ended');
        throw signal.reason;
      }),
      Cleaner: stage(async () => {
        order.push('cleaned');
        return {};
      }),
    });
    const { error } = await run(states, { items: [{ bad: false }, { bad: true }] });
    expect(error).toBe('RangeError');
    // Once by the state machine, once by the rule on the failed execution.
    expect(order).toEqual(['stopped', 'ended', 'cleaned', 'cleaned']);
  });

  it('begins no more branches of a Map that has failed', async () => {
    const begun: unknown[] = [];
    const all = { ...FAN_OUT.States.All, MaxConcurrency: 1 };
    const states = service(
      { ...FAN_OUT, States: { ...FAN_OUT.States, All: all } },
      {
        Work: stage(async (item: string) => {
          begun.push(item);
          throw new RangeError(item);
        }),
        Cleaner: noCleaner,
      },
    );
    expect((await run(states, { items: ['first', 'second', 'third'] })).error).toBe('RangeError');
    expect(begun).toEqual(['first']);
  });

  it('starts the Cleaner after an abort, once no stage runs any more', async () => {
    const order: unknown[] = [];
    const states = service(ONE_STEP, {
      Work: stage(async (_, { signal }) => {
        await sleep(10_000, undefined, { signal }).catch(() => undefined);
        order.push('stopped');
      }),
      Cleaner: stage(async (event) => {
        order.push(event);
      }),
    });
    const executionArn = await start(states, {});
    await sleep(30);
    await states.answer('StopExecution', { executionArn, error: 'E', cause: 'because' });
    expect(await end(states, executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'E',
      cause: 'because',
    });
    expect(order).toEqual(['stopped', { executionArn }]);
  });

  it('fails with States.DataLimitExceeded where a state grows over 256 KiB', async () => {
    const states = service(ONE_STEP, { Work: stage(async () => 'x'.repeat(270_000)), Cleaner: noCleaner });
    expect((await run(states, {})).error).toBe('States.DataLimitExceeded');
  });

  it("writes a history in AWS's shape, with what each task was asked before it ran", async () => {
    const states = service(FAN_OUT, { Work: stage(async (event) => event), Cleaner: noCleaner });
    const executionArn = await start(states, { items: [1] });
    await end(states, executionArn);
    const { events } = (await states.answer('GetExecutionHistory', { executionArn })) as {
      events: Record<string, unknown>[];
    };
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapIterationStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'MapIterationSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events[5]?.taskScheduledEventDetails).toMatchObject({
      resource: 'invoke',
      parameters: JSON.stringify({
        FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:machine-work',
        Payload: 1,
      }),
    });
  });

  it('pages the history, backwards too', async () => {
    const states = service(ONE_STEP, { Work: stage(async () => 1), Cleaner: noCleaner });
    const executionArn = await start(states, {});
    await end(states, executionArn);
    const pages: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = (await states.answer('GetExecutionHistory', {
        executionArn,
        maxResults: 3,
        reverseOrder: true,
        ...(nextToken === undefined ? {} : { nextToken }),
      })) as { events: { id: number }[]; nextToken?: string };
      pages.push(...page.events.map(({ id }) => id));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(pages).toEqual([...pages].sort((a, b) => b - a));
    expect(pages.at(-1)).toBe(1);
  });

  it('refuses what it does not model, what it does not know, and what is no JSON', async () => {
    const states = service(ONE_STEP, { Work: stage(async () => 1), Cleaner: noCleaner });
    const { stateMachineArn } = states;
    const refusal = (action: string, body: object) =>
      states.answer(action, body).then(
        () => 'answered',
        (error: Error) => error.name,
      );
    expect(await refusal('ListActivities', {})).toBe('NotModelled');
    expect(await refusal('StartExecution', { stateMachineArn: 'other' })).toBe('StateMachineDoesNotExist');
    expect(await refusal('StartExecution', { stateMachineArn, input: '{' })).toBe('InvalidExecutionInput');
    const deep = `${'['.repeat(1001)}${']'.repeat(1001)}`;
    expect(await refusal('StartExecution', { stateMachineArn, input: deep })).toBe('InvalidExecutionInput');
    expect(await refusal('StartExecution', { stateMachineArn, name: 'a b' })).toBe('InvalidName');
    expect(await refusal('DescribeExecution', { executionArn: 'none' })).toBe('ExecutionDoesNotExist');
    const large = JSON.stringify('x'.repeat(270_000));
    expect(await refusal('StartExecution', { stateMachineArn, input: large })).toBe('ValidationException');
  });

  it('answers a second start of the same name and input with the first, and refuses another input', async () => {
    const states = service(ONE_STEP, { Work: stage(() => sleep(50, 1)), Cleaner: noCleaner });
    const { stateMachineArn } = states;
    const body = { stateMachineArn, name: 'one', input: '{}' };
    const first = await states.answer('StartExecution', body);
    expect(await states.answer('StartExecution', body)).toEqual(first);
    await expect(states.answer('StartExecution', { ...body, input: '{"a":1}' })).rejects.toThrow(
      /Execution Already Exists/,
    );
  });
});
