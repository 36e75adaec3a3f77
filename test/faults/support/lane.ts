import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { localStages } from '../../../bin/stages.ts';
import { createHandler as initializer } from '../../../functions/initializer/handler.ts';
import { settingsFrom } from '../../../functions/initializer/settings.ts';
import { s3 } from '../../../lib/aws/clients/s3.ts';
import { PROBE_PREFIX } from '../../../lib/aws/probe-name.ts';
import { LOCAL_BUCKET } from '../../../lib/cli/local/bucket.ts';
import type { InitializerEvent, TuningResult } from '../../../lib/contract/index.ts';
import type { ApiCall, Fault, InvocationEvent } from '../../../lib/emulator/emulator.ts';
import { STAGES } from '../../../lib/stack/stages.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { QUIET } from '../../support/quiet-log.ts';
import { everythingLeft } from './everything-left.ts';
import { NUM, type Scenario, type Surroundings } from './scenarios.ts';
import { sweep } from './sweep.ts';
import { createProcessor, createTarget, deleteTarget, publishLayer, settled } from './target.ts';
import { type TargetSnapshot, targetSnapshot } from './target-snapshot.ts';
import { TIME_SCALE } from './time-scale.ts';

/** A run that has ended, and what there was of it. */
export interface EndedRun {
  readonly executionArn: string;
  readonly functionName: string;
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly result?: TuningResult;
  /** Calls of the run itself, none of the test's. */
  readonly calls: readonly ApiCall[];
  /** Invocations that were carried out and paid, but for those of processors. */
  readonly paid: readonly InvocationEvent[];
  readonly before: TargetSnapshot;
  readonly after: TargetSnapshot;
  /** What the run's own cleaning up has left for the sweep. */
  readonly leftForSweep: readonly string[];
  /** What is left after the sweep. */
  readonly left: readonly string[];
}

/** An emulator on which one run after another is disturbed. */
export interface Lane {
  run(scenario: Scenario, faults: readonly Fault[]): Promise<EndedRun>;
  stop(): Promise<void>;
}

const PAYLOAD_S3 = { Bucket: 'payloads', Key: 'weighted.json' };
const WEIGHTED = [
  { payload: { items: 1 }, weight: 3 },
  { payload: { items: 2 }, weight: 2 },
];

export async function startLane(): Promise<Lane> {
  let calls: ApiCall[] = [];
  let ownLogGroups = false;
  const pipeline: Pipeline = await startPipeline({
    timeScale: TIME_SCALE,
    delays: TIME_SCALE,
    retryPauses: TIME_SCALE,
    stages: {
      Initializer: {
        timeoutSeconds: STAGES.initializer.timeoutSeconds,
        handler: (event: InitializerEvent, context) =>
          ownLogGroups
            ? withoutLogGroup(pipeline)(event, context)
            : (localStages(pipeline.connection, QUIET).Initializer?.handler(
                event as never,
                context,
              ) as Promise<unknown>),
      },
    },
  });
  pipeline.onCall((call) => calls.push(call));
  const { lambda, service, emulator } = pipeline;
  const layer = await publishLayer(lambda);
  const surroundings: Surroundings = {
    payloadS3: `s3://${PAYLOAD_S3.Bucket}/${PAYLOAD_S3.Key}`,
    preProcessorARN: await createProcessor(lambda, 'before'),
    postProcessorARN: await createProcessor(lambda, 'after'),
  };
  await s3(pipeline.connection).send(new PutObjectCommand({ ...PAYLOAD_S3, Body: JSON.stringify(WEIGHTED) }));
  let runs = 0;
  return {
    async run(scenario, faults) {
      runs += 1;
      const functionName = `orders-${runs}`;
      const functionArn = await createTarget(lambda, functionName, {
        layer,
        keepsRuntime: scenario.keepsRuntime,
      });
      const before = await targetSnapshot(lambda, functionName);
      const input = scenario.input(functionArn, surroundings);
      const paidBefore = pipeline.invocations().length;
      calls = [];
      ownLogGroups = scenario.ownLogGroups ?? false;
      emulator.setFaults(faults);
      const { executionArn } = (await service.answer('StartExecution', {
        stateMachineArn: service.stateMachineArn,
        input: JSON.stringify({ ...input, num: NUM }),
      })) as { executionArn: string };
      const { output, ...description } = await ended(pipeline, executionArn);
      emulator.setFaults([]);
      const paid = pipeline.invocations().slice(paidBefore).filter(isMeasured(functionName));
      const seen = { calls: [...calls], paid };
      const leftForSweep = await everythingLeft(pipeline);
      await sweep(pipeline);
      const left = await everythingLeft(pipeline);
      await settled(lambda, functionName);
      const after = await targetSnapshot(lambda, functionName);
      await deleteTarget(lambda, functionName);
      return {
        functionName,
        ...description,
        ...(output === undefined ? {} : { result: JSON.parse(output) as TuningResult }),
        ...seen,
        before,
        after,
        leftForSweep,
        left,
      };
    },
    stop: () => pipeline.stop(),
  };
}

function isMeasured(target: string): (event: InvocationEvent) => boolean {
  return ({ functionName }) => functionName === target || functionName.startsWith(PROBE_PREFIX);
}

/** What DescribeExecution tells. */
interface Description extends Pick<EndedRun, 'executionArn' | 'status' | 'error' | 'cause'> {
  readonly output?: string;
}

/** Asked past the API, so that this is no call that could go wrong. */
async function ended({ service }: Pipeline, executionArn: string): Promise<Description> {
  for (;;) {
    const description = (await service.answer('DescribeExecution', { executionArn })) as Description;
    if (description.status !== 'RUNNING') {
      await service.settled();
      return description;
    }
    await sleep(5);
  }
}

/** As where the target is in another region than the stack, whose log group is of no use there. */
function withoutLogGroup({ connection }: Pipeline) {
  return initializer({ connection, log: QUIET }, settingsFrom({ POWER_TUNER_STAGING_BUCKET: LOCAL_BUCKET }));
}
