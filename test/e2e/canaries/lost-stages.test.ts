import { UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStages } from '../../../bin/stages.ts';
import type { LocalContext } from '../../../lib/emulator/states/stage.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { beforeRun, producedBy } from '../../support/produced.ts';
import { zipped } from '../../support/zipped.ts';
import { CANARY, ENVIRONMENT, expectOnlyOnItsWay, TALKATIVE } from './planted.ts';

type StageName = 'Publisher' | 'Executor' | 'Cleaner';
const STAGE_NAMES: readonly StageName[] = ['Publisher', 'Executor', 'Cleaner'];

/** What happens before a stage does its work, or instead of it. */
type Mishaps = Partial<Record<StageName, () => unknown>>;

function ends(name: string): () => never {
  return () => {
    throw Object.assign(new Error('as asked'), { name });
  };
}

describe('a run with canaries', () => {
  let pipeline: Pipeline;
  let mishaps: Mishaps = {};
  const logged: string[] = [];
  beforeAll(async () => {
    const write = (message: string, extra: object) => void logged.push(JSON.stringify({ message, ...extra }));
    const stage = (name: StageName) => ({
      timeoutSeconds: 900,
      handler: async (event: never, context: LocalContext) => {
        await mishaps[name]?.();
        const stages = localStages(pipeline.connection, { info: write, error: write });
        return stages[name]?.handler(event, context);
      },
    });
    pipeline = await startPipeline({
      retryPauses: 0.01,
      credentials: { accessKeyId: CANARY.keyId, secretAccessKey: CANARY.secret },
      stages: Object.fromEntries(STAGE_NAMES.map((name) => [name, stage(name)])),
    });
  });
  afterAll(() => pipeline.stop());

  const deploy = () =>
    pipeline.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'deployed',
        ZipFile: zipped({ 'index.mjs': `${TALKATIVE}// Another one.` }),
      }),
    );

  it.each<[string, Mishaps, string]>([
    ['loses its Executor', { Executor: ends('Sandbox.Timedout') }, 'NoCandidateMeasured'],
    ['loses its Publisher', { Publisher: ends('Runtime.ExitError') }, 'Runtime.ExitError'],
    ['has an Executor that fails', { Executor: ends('TypeError') }, 'TypeError'],
    ['has a Cleaner that fails after the decision', { Cleaner: ends('Forbidden') }, 'Forbidden'],
    ['has both fail', { Executor: ends('TypeError'), Cleaner: ends('Forbidden') }, 'TypeError'],
    ['meets another deployment', { Publisher: deploy }, 'TargetChanged'],
  ])('that %s shows none of them', async (_, happen, error) => {
    const lambdaARN = await pipeline
      .create('deployed', { 'index.mjs': TALKATIVE }, ENVIRONMENT)
      .catch(() => 'deployed');
    mishaps = happen;
    const before = beforeRun(pipeline);
    const payload = { text: CANARY.inline };
    const executionArn = await pipeline.start({ lambdaARN, num: 5, powerValues: [512], payload });
    const ended = await pipeline.end(executionArn);
    expect([ended.status, ended.error]).toEqual(['FAILED', error]);
    const produced = [
      ...(await producedBy(pipeline, executionArn, before)),
      ...logged.splice(0).map((text) => ({ where: 'log', text })),
    ];
    expectOnlyOnItsWay(produced);
  });
});
