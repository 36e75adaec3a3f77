import { setTimeout as sleep } from 'node:timers/promises';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account } from './support/account.ts';
import { connectDeployment } from './support/deployment.ts';

const SAYS = { initMs: 150, durationsMs: { x86_64: { 128: [100], 512: [30] } } };
/** One candidate, which takes 20 s if nobody stops it. */
const INPUT = { lambdaARN: 'slow', powerValues: [128], baseline: false, num: 100, payload: { waitMs: 200 } };
const EVENT_WITHIN_MS = 3_000;

const deployed = connectDeployment();

async function stop(executionArn: string): Promise<void> {
  await deployed.states.send(new StopExecutionCommand({ executionArn }));
  expect(await deployed.end(executionArn)).toMatchObject({ status: 'ABORTED' });
}

describe('an execution of the deployed stack that is stopped', () => {
  beforeEach(() => deployed.create('slow', SAYS));
  // The stopped Executor sees that its probe is gone, and ends too.
  afterEach(async () => {
    await deployed.clean({});
    await deployed.executorsEnded();
    expect(await deployed.probes()).toEqual([]);
  });

  it('loses its probes without anybody doing anything', async () => {
    const executionArn = await deployed.start(INPUT);
    await deployed.untilProbed(1);
    await stop(executionArn);
    await sleep(EVENT_WITHIN_MS);
    expect(await deployed.probes(), 'probes').toEqual([]);
  });

  it('loses its probes to the Cleaner when the rule gets its status event', async () => {
    const executionArn = await deployed.start(INPUT);
    await deployed.untilProbed(1);
    await stop(executionArn);
    const detail = { executionArn, stateMachineArn: deployed.facts.stateMachineArn, status: 'ABORTED' };
    const event = { Source: 'aws.states', DetailType: 'Step Functions Execution Status Change' };
    await account(deployed.facts, 'put-event', JSON.stringify({ ...event, Detail: JSON.stringify(detail) }));
    expect(await deployed.untilProbed(0)).toEqual([]);
  });

  it('loses its probes to a Cleaner that is given the execution, and the target stays as it is', async () => {
    await deployed.unharmed('slow', async () => {
      const executionArn = await deployed.start(INPUT);
      const deleted = await deployed.untilProbed(1);
      await stop(executionArn);
      expect(await deployed.clean({ executionArn })).toEqual({ deleted });
    });
  });

  it('loses its probes to the sweep, but not while it runs', async () => {
    const executionArn = await deployed.start(INPUT);
    const probes = await deployed.untilProbed(1);
    expect(await deployed.clean({})).toEqual({ deleted: [] });
    expect(await deployed.probes()).toEqual(probes);
    await stop(executionArn);
    expect(await deployed.clean({})).toEqual({ deleted: probes });
  });

  it('is stopped by Ctrl-C in `power-tuner tune`', async () => {
    const args = ['slow', '-p', '128', '-n', '100', '--no-baseline', '--payload', '{"waitMs":200}'];
    const { code, stderr } = await deployed.powerTuner(args, deployed.untilProbed(1));
    expect(code).toBe(130);
    expect(stderr).toMatch(/Stopping: the execution is aborted/);
    const executionArn = /^Execution (\S+)$/m.exec(stderr)?.[1] ?? '';
    expect(await deployed.end(executionArn)).toMatchObject({ status: 'ABORTED' });
  });
});
