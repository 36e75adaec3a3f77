import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExecutorEvent } from '../../lib/contract/index.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from '../support/pipeline.ts';
import { everythingLeft } from './support/everything-left.ts';
import { faultRun } from './support/fault-run.ts';
import { sweep } from './support/sweep.ts';
import { createTarget, publishLayer, settled } from './support/target.ts';
import { isSame } from './support/target-changes.ts';
import { type TargetSnapshot, targetSnapshot } from './support/target-snapshot.ts';
import { TIME_SCALE } from './support/time-scale.ts';

const MAX_CAUSE_BYTES = 32 * 1024;
const NAME = 'orders';
const ISOLATIONS = ['probe', 'in-place'] as const;
type Isolation = (typeof ISOLATIONS)[number];

let pipeline: Pipeline;
afterEach(() => pipeline.stop());

/** A run on a state machine that nothing cleans up after but the sweep. */
async function started(isolation: Isolation, options: PipelineOptions = {}) {
  pipeline = await startPipeline({
    timeScale: TIME_SCALE,
    retryPauses: TIME_SCALE,
    losesEvent: () => true,
    ...options,
  });
  const layer = await publishLayer(pipeline.lambda);
  const lambdaARN = await createTarget(pipeline.lambda, NAME, { layer });
  const before = await targetSnapshot(pipeline.lambda, NAME);
  const input = { lambdaARN, isolation, num: 5, powerValues: [128, 256], autoOptimize: true };
  return { before, input };
}

/** What the run has left, and what of that is left after the sweep. */
async function swept(isolation: Isolation, before: TargetSnapshot) {
  const look = async () => {
    await settled(pipeline.lambda, NAME);
    const after = await targetSnapshot(pipeline.lambda, NAME);
    const changed = isSame(before, after, isolation === 'in-place') ? [] : ['the target'];
    return [...(await everythingLeft(pipeline)), ...changed];
  };
  const atFirst = await look();
  await sweep(pipeline);
  return { atFirst, atLast: await look() };
}

type Context = Parameters<typeof faultRun>[0];

function count(context: Context, kind: string, atLast: readonly string[]): void {
  const counted = faultRun(context, kind);
  counted.targetsChanged = atLast.includes('the target') ? 1 : 0;
  counted.leftovers = atLast.length - counted.targetsChanged;
}

describe.each(ISOLATIONS)(
  'a run with isolation "%s" that ends in the middle, and whose event is lost',
  (isolation) => {
    it('leaves nothing after the sweep where a state has grown too large', async (context) => {
      const { before, input } = await started(isolation, {
        stages: {
          Executor: {
            handler: async ({ work }: ExecutorEvent) => ({
              done: true,
              digest: { ...work, status: 'failed', reason: 'x'.repeat(300_000) },
              next: 0,
              since: '',
              repeats: 0,
            }),
            timeoutSeconds: 900,
          },
        },
      });
      const ended = await pipeline.run(input);
      const { atFirst, atLast } = await swept(isolation, before);
      count(context, 'a state over 256 KiB', atLast);
      expect([ended.status, ended.error]).toEqual(['FAILED', 'States.DataLimitExceeded']);
      expect(atFirst).not.toEqual([]);
      expect(atLast).toEqual([]);
    });

    it('leaves nothing after the sweep where it was aborted', async (context) => {
      const { before, input } = await started(isolation);
      let executionArn = '';
      const action = isolation === 'probe' ? 'Invoke' : 'UpdateFunctionConfiguration';
      pipeline.onCall((call, nth) =>
        call.action === action && nth === 1
          ? pipeline.states.send(new StopExecutionCommand({ executionArn }))
          : undefined,
      );
      executionArn = await pipeline.start(input);
      const ended = await pipeline.end(executionArn);
      const { atFirst, atLast } = await swept(isolation, before);
      count(context, 'an abort whose event is lost', atLast);
      expect(ended.status).toBe('ABORTED');
      expect(atFirst).not.toEqual([]);
      expect(atLast).toEqual([]);
    });

    it('leaves nothing after the sweep where its time was up', async (context) => {
      const { before, input } = await started(isolation, {
        timeoutSeconds: 2,
        stages: {
          Executor: {
            handler: (_event: never, { signal }) =>
              new Promise((_resolve, reject) => {
                signal.addEventListener('abort', () => reject(signal.reason));
              }),
            timeoutSeconds: 900,
          },
        },
      });
      const ended = await pipeline.run(input);
      const { atFirst, atLast } = await swept(isolation, before);
      count(context, "an execution's timeout", atLast);
      expect(ended.status).toBe('TIMED_OUT');
      expect(atFirst).not.toEqual([]);
      expect(atLast).toEqual([]);
    });

    it('loses no answer where the Cleaner never gets through, and leaves nothing after the sweep', async (context) => {
      const { before, input } = await started(isolation, { losesEvent: () => false });
      const error = { name: 'AccessDeniedException', message: 'not you', status: 403 };
      pipeline.emulator.setFaults([{ action: 'DeleteFunction', do: { error } }]);
      const ended = await pipeline.run(input);
      pipeline.emulator.setFaults([]);
      const { atFirst, atLast } = await swept(isolation, before);
      count(context, 'a Cleaner that fails for good', atLast);
      expect([ended.status, ended.error]).toEqual(['FAILED', 'ProbesLeft']);
      expect(Buffer.byteLength(ended.cause ?? '')).toBeLessThan(MAX_CAUSE_BYTES);
      const cause = JSON.parse(ended.cause ?? '');
      expect(cause.recommendation).toMatchObject({ architecture: 'x86_64', memoryMB: 128 });
      expect(cause.message).toMatch(/AccessDeniedException: not you \(DeleteFunction\).*Nothing was applied/);
      expect(cause.left.length).toBeGreaterThan(0);
      expect(atFirst).not.toEqual([]);
      expect(atLast).toEqual([]);
    });
  },
);
