import { existsSync } from 'node:fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import type { Fault } from '../../../lib/emulator/emulator.ts';
import { commandLines } from '../../support/marked-processes.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { beforeRun, type Produced, placesOf, producedBy } from '../../support/produced.ts';
import { readableByOthers } from '../../support/readable-by-others.ts';
import { CANARY, ENVIRONMENT, expectOnlyOnItsWay, TALKATIVE } from './planted.ts';

/** One candidate, and every sample that the contract asks for. */
const SMALL = { num: 5, powerValues: [512] };

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:tuning';

/** Lambda quotes environments, and a request that it can't read. */
const echoed = (action: string, resource: string, name: string, message: string): Fault => ({
  action,
  resource,
  do: { error: { name, message, status: name === 'AccessDeniedException' ? 403 : 400 } },
});

let pipeline: Pipeline;
let lambdaARN: string;
beforeAll(async () => {
  const credentials = { accessKeyId: CANARY.keyId, secretAccessKey: CANARY.secret };
  pipeline = await startPipeline({
    credentials,
    told: { POWER_TUNER_EVENT_BUS: 'default', POWER_TUNER_TOPIC: TOPIC },
    emulator: { topics: [TOPIC] },
  });
  lambdaARN = await pipeline.create('talkative', { 'index.mjs': TALKATIVE }, ENVIRONMENT);
  await pipeline.create(
    'pre',
    {
      'index.mjs': `export const handler = async (event) => {
        if (event.fail === 'pre') throw new Error(JSON.stringify([event, process.env]));
        return { ...event, text: '${CANARY.preProcessed}' };
      };`,
    },
    ENVIRONMENT,
  );
  await pipeline.create(
    'post',
    {
      'index.mjs':
        'export const handler = async (event) => { if (event.all?.includes(\'"fail":"post"\')) throw new Error(event.all); };',
    },
    ENVIRONMENT,
  );
  const objects = {
    'plain.json': JSON.stringify({ text: CANARY.object }),
    'throw.json': JSON.stringify({ text: CANARY.object, fail: 'throw' }),
    'weights.json': JSON.stringify([{ payload: CANARY.object, weight: CANARY.object }]),
  };
  for (const [Key, Body] of Object.entries(objects)) {
    await s3(pipeline.connection).send(new PutObjectCommand({ Bucket: 'payloads', Key, Body }));
  }
});
afterAll(() => pipeline.stop());
beforeEach(() => {
  pipeline.emulator.setFaults([]);
  pipeline.onCall(() => undefined);
});

async function run(
  input: object,
): Promise<{ status: string | undefined; error: string | undefined; produced: Produced[] }> {
  const before = beforeRun(pipeline);
  const executionArn = await pipeline.start({ lambdaARN, ...SMALL, ...input });
  const { status, error } = await pipeline.end(executionArn);
  return { status, error, produced: await producedBy(pipeline, executionArn, before) };
}

const inline = (more: object = {}) => ({ payload: { text: CANARY.inline, ...more } });
const weighted = {
  payload: [1, 2].map((weight) => ({
    payload: { text: CANARY.weighted, nested: [{ text: CANARY.inline }] },
    weight,
  })),
};
const processors = { preProcessorARN: 'pre', postProcessorARN: 'post' };

describe('a run with canaries', () => {
  it('shows the payload where it is allowed, plain or encoded: the search finds what is there', async () => {
    const { produced } = await run({ ...inline(), notify: 'always' });
    expect(placesOf(CANARY.inline, produced)).toEqual(expect.arrayContaining(['input', 'executor gets']));
    expect(placesOf('talkative', produced)).toEqual(expect.arrayContaining(['event', 'message']));
    for (const shift of ['', 'x', 'xx']) {
      const text = Buffer.from(`${shift}${CANARY.inline}${shift}`).toString('base64');
      expect(placesOf(CANARY.inline, [{ where: 'encoded', text }])).toEqual(['encoded']);
    }
  });

  it.each<[string, object]>([
    ['an inline payload', inline()],
    ['weighted payloads', weighted],
    ['a payload in S3', { payloadS3: 's3://payloads/plain.json' }],
    ['processors', { ...inline(), ...processors }],
    ['cold starts', { ...inline(), onlyColdStarts: true }],
    ['a dry run', { ...inline(), dryRun: true }],
    ['in place', { ...inline(), isolation: 'in-place' }],
    ['several sizes, one of which is refused', { ...inline(), powerValues: [512, 640] }],
  ])('that succeeds with %s shows none of them', async (title, input) => {
    if (title.includes('refused')) {
      const echo = `Value {"SECRET":"${CANARY.environment}"} of 'environment' failed to satisfy a constraint`;
      pipeline.emulator.setFaults([
        { ...echoed('CreateFunction', 'power-tuner-probe-', 'InvalidParameterValueException', echo), nth: 1 },
      ]);
    }
    const { status, produced } = await run(input);
    expect(status).toBe('SUCCEEDED');
    expectOnlyOnItsWay(produced);
  });

  it.each<[string, object, string, Fault[]?]>([
    ['the target throws', inline({ fail: 'throw' }), 'NoCandidateMeasured'],
    ['the target crashes', inline({ fail: 'crash' }), 'NoCandidateMeasured'],
    ['the target exits', inline({ fail: 'exit' }), 'NoCandidateMeasured'],
    [
      'the target throws on a payload from S3',
      { payloadS3: 's3://payloads/throw.json' },
      'NoCandidateMeasured',
    ],
    [
      'the target throws after a pre-processor',
      { ...inline({ fail: 'throw' }), ...processors },
      'NoCandidateMeasured',
    ],
    [
      'the target throws in place',
      { ...inline({ fail: 'throw' }), isolation: 'in-place' },
      'NoCandidateMeasured',
    ],
    ['a dry run fails', { ...inline({ fail: 'throw' }), dryRun: true }, 'NoCandidateMeasured'],
    ['the pre-processor fails', { ...inline({ fail: 'pre' }), ...processors }, 'ProcessorFailed'],
    [
      'the post-processor fails',
      { ...inline({ fail: 'post' }), postProcessorARN: 'post' },
      'ProcessorFailed',
    ],
    ['the pre-processor is not there', { ...inline(), preProcessorARN: 'nowhere' }, 'ProcessorFailed'],
    [
      'Lambda refuses the event of the pre-processor',
      { ...inline(), ...processors },
      'ProcessorFailed',
      [
        echoed(
          'Invoke',
          'pre',
          'InvalidRequestContentException',
          `Could not parse {"text":"${CANARY.inline}"}`,
        ),
      ],
    ],
    [
      'Lambda refuses the event of the post-processor',
      { ...inline(), ...processors },
      'ProcessorFailed',
      [
        echoed(
          'Invoke',
          'post',
          'InvalidRequestContentException',
          `Could not parse {"answer":"${CANARY.answer}"}`,
        ),
      ],
    ],
    [
      'Lambda refuses the event of the target',
      inline(),
      'NoCandidateMeasured',
      [
        echoed(
          'Invoke',
          'power-tuner-probe-',
          'InvalidRequestContentException',
          `Could not parse {"text":"${CANARY.inline}"}`,
        ),
      ],
    ],
    ['the weights in S3 are none', { payloadS3: 's3://payloads/weights.json' }, 'InvalidInput'],
    [
      'the payload stands in the wrong place',
      { payload: [{ payload: 1, weight: CANARY.inline }] },
      'InvalidInput',
    ],
    ['there are other problems', { ...inline(), num: 1, payloads: CANARY.inline }, 'InvalidInput'],
    [
      'Lambda refuses the only probe',
      inline(),
      'ProbeNotCreated',
      [
        echoed(
          'CreateFunction',
          'power-tuner-probe-',
          'InvalidParameterValueException',
          `Lambda was unable to configure your environment variables because they exceeded the 4KB limit. String measured: {"SECRET":"${CANARY.environment}"}`,
        ),
      ],
    ],
    [
      'the probe may not be created',
      inline(),
      'ProbeNotCreated',
      [
        echoed(
          'CreateFunction',
          'power-tuner-probe-',
          'AccessDeniedException',
          `not authorized with {"SECRET":"${CANARY.environment}"}`,
        ),
      ],
    ],
  ])('that fails since %s shows none of them', async (_, input, name, faults = []) => {
    pipeline.emulator.setFaults(faults);
    const { error, produced } = await run({ ...input, disablePayloadLogs: true });
    expect(error).toBe(name);
    expectOnlyOnItsWay(produced);
  });

  it('that is aborted shows none of them', async () => {
    const before = beforeRun(pipeline);
    const invocations = pipeline.invocations().length;
    const executionArn = await pipeline.start({ lambdaARN, ...SMALL, ...inline(), num: 1000 });
    await pipeline.until(() => pipeline.invocations().length > invocations + 2);
    await pipeline.states.send(new StopExecutionCommand({ executionArn }));
    await pipeline.end(executionArn);
    const produced = await producedBy(pipeline, executionArn, before);
    expectOnlyOnItsWay(produced);
  });

  it('whose answer can not be applied shows none of them', async () => {
    pipeline.emulator.setFaults([
      echoed('UpdateFunctionConfiguration', 'talkative', 'AccessDeniedException', 'not authorized'),
    ]);
    const { error, produced } = await run({ ...inline(), powerValues: [640], autoOptimize: true });
    expect(error).toBe('NotApplied');
    expectOnlyOnItsWay(produced);
  });

  it('shows none of them to other users of this machine while it runs', async () => {
    const seen: string[] = [];
    pipeline.onCall(({ action }) => {
      if (action === 'Invoke') seen.push(...commandLines(), ...readableByOthers('power-tuner-'));
    });
    expect((await run(inline())).status).toBe('SUCCEEDED');
    expect(seen.some((line) => line.includes('power-tuner-guardian'))).toBe(existsSync('/proc'));
    for (const canary of Object.values(CANARY)) {
      expect(seen.filter((text) => text.includes(canary))).toEqual([]);
    }
  });
});
