import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';

/** Real Node processes: what was sent to whom is seen in the files that the handlers write. */
describe('payloads and processors', () => {
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline();
    await pipeline.create('pre', {
      'index.mjs': `export const handler = async (event, context) =>
        event.keep ? undefined : { seen: event, at: context.clientContext.custom };`,
    });
    await pipeline.create('post', {
      'index.mjs': `export const handler = async (event) => {
        if (!event.echoed) throw new Error('the post-processor gets the output of the target');
      };`,
    });
  });
  afterAll(() => pipeline.stop());

  /** A target that fails, with its event in the message, unless the event is what a test waits for. */
  const target = (name: string, condition: string) =>
    pipeline.create(name, {
      'index.mjs': `export const handler = async (event) => {
        if (!(${condition})) throw new Error('unexpected event ' + JSON.stringify(event));
        return { echoed: event };
      };`,
    });

  const sizes = { num: 5, powerValues: [512], baseline: false };

  it('gives the pre-processor index, memory size and architecture, and sends on what it returns', async () => {
    const lambdaARN = await target(
      'pre-processed',
      'event.seen.order === 1 && event.at.memoryMB === 512 && event.at.index >= 0 && event.at.index < 5 && /^(x86_64|arm64)$/.test(event.at.architecture)',
    );
    const result = await pipeline.tune({
      lambdaARN,
      ...sizes,
      payload: { order: 1 },
      preProcessorARN: 'pre',
    });
    expect(result.candidates[0]?.failures).toEqual([]);
    expect(result.run.invocations).toBe(5);
  });

  it('keeps the payload where the pre-processor returns nothing, instead of sending null', async () => {
    const lambdaARN = await target('kept', 'event.keep === true');
    const result = await pipeline.tune({
      lambdaARN,
      ...sizes,
      payload: { keep: true },
      preProcessorARN: 'pre',
    });
    expect(result.candidates[0]?.failures).toEqual([]);
  });

  it("gives the post-processor the target's output", async () => {
    const lambdaARN = await target('post-processed', 'true');
    const result = await pipeline.tune({ lambdaARN, ...sizes, postProcessorARN: 'post' });
    expect(result.candidates[0]?.failures).toEqual([]);
  });

  it('fails when a processor fails, with the processor named, and leaves no probe', async () => {
    const lambdaARN = await target('unprocessed', 'true');
    const ended = await pipeline.run({ lambdaARN, ...sizes, preProcessorARN: 'missing-function' });
    expect(ended.status).toBe('FAILED');
    expect(ended.error).toBe('ProcessorFailed');
    expect(ended.cause).toContain('missing-function');
    const { Functions = [] } = await pipeline.lambda.send(new ListFunctionsCommand({}));
    const names = Functions.map(({ FunctionName = '' }) => FunctionName);
    expect(names.filter((name) => name.startsWith('power-tuner-probe-'))).toEqual([]);
  });

  it('sends {} where no payload is given, instead of null', async () => {
    const lambdaARN = await target(
      'no-payload',
      "event !== null && typeof event === 'object' && Object.keys(event).length === 0",
    );
    expect((await pipeline.tune({ lambdaARN, ...sizes })).candidates[0]?.failures).toEqual([]);
  });

  it('sends a list that is no weighted payload as it is', async () => {
    const lambdaARN = await target('list', 'Array.isArray(event) && event.length === 3');
    const result = await pipeline.tune({ lambdaARN, ...sizes, payload: [1, 2, 3] });
    expect(result.candidates[0]?.failures).toEqual([]);
  });

  it('sends a string that is JSON as that JSON, and any other as a string', async () => {
    const json = await target('json-text', 'event.a === 1');
    expect(
      (await pipeline.tune({ lambdaARN: json, ...sizes, payload: '{"a":1}' })).candidates[0]?.failures,
    ).toEqual([]);
    const text = await target('text', "event === 'plain words'");
    expect(
      (await pipeline.tune({ lambdaARN: text, ...sizes, payload: 'plain words' })).candidates[0]?.failures,
    ).toEqual([]);
  });

  it('divides weighted payloads 1:1:1 with num 5 as 2, 2 and 1', async () => {
    const lambdaARN = await pipeline.create('weighted', {
      'index.mjs': `const seen = {};
        export const handler = async ({ kind }) => {
          seen[kind] = (seen[kind] ?? 0) + 1;
          const total = Object.values(seen).reduce((a, b) => a + b, 0);
          if (total === 5 && JSON.stringify(Object.values(seen).sort()) !== '[1,2,2]') throw new Error(JSON.stringify(seen));
        };`,
    });
    const payload = ['a', 'b', 'c'].map((kind) => ({ payload: { kind }, weight: 1 }));
    const result = await pipeline.tune({ lambdaARN, ...sizes, payload });
    expect(result.candidates[0]?.failures).toEqual([]);
  });

  it('dry-runs a weighted payload', async () => {
    const lambdaARN = await target('dry-weighted', "event.kind === 'b'");
    const payload = [
      { payload: { kind: 'a' }, weight: 1 },
      { payload: { kind: 'b' }, weight: 2 },
    ];
    expect((await pipeline.run({ lambdaARN, num: 5, payload, dryRun: true })).status).toBe('SUCCEEDED');
  });

  it('counts an allowed exception as an ordinary result, and any other as a failure', async () => {
    const lambdaARN = await pipeline.create('throws', {
      'index.mjs': `export const handler = async () => { throw Object.assign(new Error('as always'), { name: 'Declined' }); };`,
    });
    const allowed = await pipeline.tune({ lambdaARN, ...sizes, allowedExceptions: ['Declined'] });
    expect(allowed.candidates[0]?.warm?.durationMs.mean.n).toBe(4);
    const ended = await pipeline.run({ lambdaARN, ...sizes });
    expect(ended.error).toBe('NoCandidateMeasured');
    expect(ended.cause).toContain('Declined');
  });

  it('keeps the payload out of logs and errors with disablePayloadLogs', async () => {
    const lambdaARN = await target('canary', 'false');
    const payload = { secret: 'canary-4711' };
    const ended = await pipeline.run({ lambdaARN, ...sizes, payload, disablePayloadLogs: true });
    expect(ended.status).toBe('FAILED');
    expect(ended.cause).not.toContain('canary-4711');
    expect(pipeline.logged.filter((line) => line.includes('canary-4711'))).toEqual([]);
  });
});
