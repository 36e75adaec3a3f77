import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_DETAIL_TYPE, EVENT_SOURCE, eventSchema } from '../../lib/contract/index.ts';
import type { Fault } from '../../lib/emulator/emulator.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { replayPackage, steady } from '../support/replay.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:tuning';
const DENIED = { name: 'AccessDeniedException', message: 'not authorized', status: 400 };

describe('what is told of a run', () => {
  let pipeline: Pipeline;
  /** Whose answer is another size than it has. */
  let saving: string;
  /** Which has its best size. */
  let best: string;

  beforeAll(async () => {
    pipeline = await startPipeline({
      keepSamples: true,
      retryPauses: 0.01,
      told: { POWER_TUNER_EVENT_BUS: 'default', POWER_TUNER_TOPIC: TOPIC },
      emulator: { topics: [TOPIC] },
    });
    const files = replayPackage({ x86_64: [steady(128, 50), steady(512, 40)] });
    const ofSize = (MemorySize: number) => ({ MemorySize, Architectures: ['x86_64' as const] });
    saving = await pipeline.create('saving', files, ofSize(512));
    best = await pipeline.create('best', files, ofSize(128));
  });
  afterAll(() => pipeline.stop());
  afterEach(() => pipeline.emulator.setFaults([]));

  const input = (lambdaARN: string, more: object = {}) => ({
    lambdaARN,
    powerValues: [128, 512],
    num: 10,
    ...more,
  });

  /** What a run sent. */
  async function told<T>(run: () => Promise<T>) {
    const { events, published } = pipeline.emulator;
    const before = { events: events().length, messages: published().length };
    const done = await run();
    return {
      done,
      events: events().slice(before.events),
      messages: published().slice(before.messages),
    };
  }

  it('is that another size is better: an event of its own schema, and the same in words', async () => {
    const { done, events, messages } = await told(() =>
      pipeline.tune(input(saving, { schedule: 'nightly' })),
    );
    expect(events).toEqual([
      {
        id: expect.any(String),
        time: expect.any(String),
        bus: 'default',
        source: EVENT_SOURCE,
        detailType: EVENT_DETAIL_TYPE,
        resources: [saving],
        detail: expect.any(Object),
      },
    ]);
    const detail = eventSchema.parse(events[0]?.detail);
    expect(events[0]?.detail).toEqual(detail);
    expect(detail).toMatchObject({
      outcome: 'better',
      functionArn: saving,
      functionName: 'saving',
      executionArn: done.run.executionArn,
      recommendation: {
        architecture: 'x86_64',
        memoryMB: 128,
        sentence: done.recommendation.sentence,
        costUsd: done.cost,
        durationMs: 50,
        saving: done.recommendation.saving,
      },
      current: { architecture: 'x86_64', memoryMB: 512, durationMs: 40 },
      report: done.links?.report,
      currency: 'USD',
    });
    expect(messages).toEqual([
      {
        id: expect.any(String),
        topicArn: TOPIC,
        subject: 'Power tuning of saving: a better configuration',
        message: expect.stringContaining(done.recommendation.sentence),
      },
    ]);
    expect(messages[0]?.message).toContain(`Report: ${done.links?.report?.location}`);
    expect(done.warnings.map(({ code }) => code)).not.toContain('event-not-sent');
  });

  it.each([
    ['nothing where nothing has changed', 'best', {}, 0],
    ['that nothing has changed where the input asks for it', 'best', { notify: 'always' }, 1],
    ['nothing of a better size where the input wants that', 'saving', { notify: 'never' }, 0],
    ['nothing of a saving under what the input calls one', 'saving', { minSaving: 0.9 }, 0],
    ['nothing of a dry run', 'saving', { dryRun: true, notify: 'always' }, 0],
  ] as const)('is %s', async (_, name, more, times) => {
    const { done, events, messages } = await told(() =>
      pipeline.run(input(name === 'best' ? best : saving, more)),
    );
    expect(done.status).toBe('SUCCEEDED');
    expect(events.map(({ detail }) => detail)).toEqual(
      Array.from({ length: times }, () => expect.objectContaining({ outcome: 'unchanged' })),
    );
    expect(messages.map(({ subject }) => subject)).toEqual(
      Array.from({ length: times }, () => 'Power tuning of best: unchanged'),
    );
  });

  const throttled = { failedEntries: { code: 'ThrottlingException', message: 'too fast' } };
  const refused = { failedEntries: { code: 'MalformedDetail', message: 'Detail is malformed.' } };
  const codes = ['event-not-sent', 'message-not-sent'] as const;

  it.each<[string, Fault, readonly string[], string]>([
    [
      'the bus',
      { action: 'PutEvents', do: { error: DENIED } },
      [codes[0]],
      'AccessDeniedException: not auth',
    ],
    ['the event alone', { action: 'PutEvents', do: refused }, [codes[0]], 'MalformedDetail: Detail is malf'],
    [
      'the event, three times,',
      { action: 'PutEvents', do: throttled },
      [codes[0]],
      'ThrottlingException: too',
    ],
    [
      'the topic',
      { action: 'Publish', do: { error: { name: 'NotFound', message: 'no such topic', status: 404 } } },
      [codes[1]],
      'no such topic',
    ],
  ])('costs no answer where %s fails, and is a warning of it', async (_, fault, expected, why) => {
    pipeline.emulator.setFaults([fault]);
    const { done, events, messages } = await told(() => pipeline.tune(input(saving)));
    const warned = done.warnings.filter(({ code }) => codes.some((one) => one === code));
    expect(warned.map(({ code }) => code)).toEqual(expected);
    expect(warned[0]?.message).toContain(why);
    expect(done.recommendation.memoryMB).toBe(128);
    // The other of the two comes all the same.
    expect([events.length, messages.length]).toEqual(fault.action === 'Publish' ? [1, 0] : [0, 1]);
  });

  it('is given up after 10 s where the service fails all the time', async () => {
    const error = { name: 'InternalException', message: 'not now', status: 500 };
    const hurried = await startPipeline({
      timeScale: 0.1,
      told: { POWER_TUNER_EVENT_BUS: 'default' },
      emulator: { faults: [{ action: 'PutEvents', do: { error } }] },
    });
    try {
      const files = replayPackage({ x86_64: [steady(128, 50), steady(512, 40)] });
      const lambdaARN = await hurried.create('saving', files, { MemorySize: 512, Architectures: ['x86_64'] });
      const { warnings } = await hurried.tune(input(lambdaARN));
      expect(warnings.filter(({ code }) => code === 'event-not-sent').map(({ message }) => message)).toEqual([
        'the event of this run could not be put onto the bus default: it took longer than 10 s',
      ]);
    } finally {
      await hurried.stop();
    }
  });

  it('comes again where an entry is throttled once', async () => {
    pipeline.emulator.setFaults([{ action: 'PutEvents', nth: 1, do: throttled }]);
    const { done, events } = await told(() => pipeline.tune(input(saving)));
    expect(events).toHaveLength(1);
    expect(done.warnings.map(({ code }) => code)).not.toContain('event-not-sent');
  });

  it('is that an execution has failed, why, and of which function and schedule', async () => {
    const { done, events, messages } = await told(() =>
      pipeline.run({ lambdaARN: 'nobodys', num: 5, schedule: 'nightly', payload: { password: 'hunter2' } }),
    );
    expect(done.status).toBe('FAILED');
    const detail = eventSchema.parse(events[0]?.detail);
    expect(events).toEqual([expect.objectContaining({ bus: 'default', detail })]);
    expect(detail).toEqual({
      schemaVersion: 1,
      outcome: 'failed',
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:nobodys',
      functionName: 'nobodys',
      region: 'us-east-1',
      executionArn: done.executionArn,
      startedAt: done.startDate?.toISOString(),
      schedule: 'nightly',
      failure: { error: done.error, cause: JSON.parse(done.cause ?? '').errorMessage },
    });
    expect(messages.map(({ subject }) => subject)).toEqual(['Power tuning of nobodys: the run failed']);
    expect(messages[0]?.message).toContain(`${done.error}: ${detail.failure?.cause}`);
    expect(JSON.stringify([events, messages])).not.toContain('hunter2');
  });

  it('is what is wrong with an input that was refused', async () => {
    const { done, events } = await told(() => pipeline.run({ nmu: 5 }));
    expect(done.error).toBe('InvalidInput');
    expect(events.map(({ detail }) => detail)).toEqual([
      expect.objectContaining({
        outcome: 'failed',
        region: 'us-east-1',
        failure: { error: 'InvalidInput', cause: expect.stringContaining('- nmu: no such key') },
      }),
    ]);
    expect(events[0]?.detail).not.toHaveProperty('functionArn');
  });

  it('is that somebody has aborted an execution', async () => {
    const { done, events } = await told(async () => {
      const executionArn = await pipeline.start(input(saving, { num: 1000, sleepBetweenRunsMs: 100 }));
      await pipeline.until(() =>
        pipeline.invocations().some(({ functionName }) => functionName !== 'saving'),
      );
      await pipeline.states.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of it' }));
      return await pipeline.end(executionArn);
    });
    expect(done.status).toBe('ABORTED');
    expect(events.map(({ detail }) => detail)).toEqual([
      expect.objectContaining({ outcome: 'failed', failure: { error: 'Enough', cause: 'of it' } }),
    ]);
  });

  it('is a failure alone where there is an answer and cleaning up fails: not that it is better', async () => {
    const error = { name: 'AccessDeniedException', message: 'not allowed', status: 403 };
    pipeline.emulator.setFaults([{ action: 'DeleteFunction', do: { error } }]);
    const { done, events } = await told(() => pipeline.run(input(saving)));
    expect(done.status).toBe('FAILED');
    expect(events.map(({ detail }) => detail)).toEqual([
      expect.objectContaining({
        outcome: 'failed',
        failure: { error: done.error, cause: expect.stringMatching(/^the Cleaner failed: /) },
      }),
    ]);
  });

  it.each([
    ['notify: "never"', { notify: 'never' }],
    ['dryRun: true', { dryRun: true }],
  ])('is nothing of a failure with %s', async (_, more) => {
    const { done, events, messages } = await told(() =>
      pipeline.run({ lambdaARN: 'nobodys', num: 5, ...more }),
    );
    expect(done.status).toBe('FAILED');
    expect([events, messages]).toEqual([[], []]);
  });

  it('is in the log where a failure could not be sent', async () => {
    pipeline.emulator.setFaults([{ action: 'PutEvents', do: refused }]);
    const { messages } = await told(() => pipeline.run({ lambdaARN: 'nobodys', num: 5 }));
    expect(messages).toHaveLength(1);
    expect(pipeline.logged.filter((line) => line.includes('event-not-sent'))).toEqual([
      expect.stringContaining('MalformedDetail: Detail is malformed.'),
    ]);
  });
});
