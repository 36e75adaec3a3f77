import { GetScheduleGroupCommand, ListTagsForResourceCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { powerTuner } from '../support/command-line.ts';
import { connectDeployment } from './support/deployment.ts';
import { environmentFor } from './support/facts.ts';

const deployed = connectDeployment();
const { endpoint, stateMachineArn } = deployed.facts;

const schedule = (...args: string[]) =>
  powerTuner(['schedule', ...args, '--state-machine', stateMachineArn], {
    environment: environmentFor(endpoint),
  });
const listed = async () => JSON.parse((await schedule('list', '--json')).stdout);

/** MiniStack looks every ten seconds for what is due. */
const FIRES_WITHIN_MS = 60_000;
const SOON_MS = 5_000;

describe('schedules of the deployed stack', () => {
  it('have a group whose tags say what to use', async () => {
    const { Arn } = await deployed.scheduler.send(new GetScheduleGroupCommand({ Name: 'power-tuner' }));
    const { Tags = [] } = await deployed.scheduler.send(new ListTagsForResourceCommand({ ResourceArn: Arn }));
    const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    expect(tags).toMatchObject({
      'power-tuner:state-machine': stateMachineArn,
      'power-tuner:schedule-role': expect.stringMatching(/^arn:aws:iam::\d{12}:role\//),
      'power-tuner:dead-letter-queue': expect.stringMatching(/^arn:aws:sqs:/),
    });
  });

  it('start a run that tunes the function, and show what it said', { timeout: 300_000 }, async () => {
    await deployed.create('scheduled', { initMs: 150, durationsMs: { x86_64: { 128: [100], 512: [20] } } });
    const at = new Date(Date.now() + SOON_MS).toISOString().slice(0, 19);
    const added = await schedule(
      'add',
      'scheduled',
      '--at',
      at,
      '-p',
      '128,512',
      '-n',
      '5',
      '--apply',
      'never',
    );
    expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('Added the schedule scheduled') });
    try {
      const last = async () => (await listed())[0]?.lastRun;
      await expect.poll(last, { timeout: FIRES_WITHIN_MS, interval: 2_000 }).toBeDefined();
      const { executionArn } = await last();
      const { input = 'null' } = await deployed.end(executionArn);
      expect(JSON.parse(input)).toMatchObject({ lambdaARN: 'scheduled', schedule: 'scheduled' });
      expect(await last()).toMatchObject({
        executionArn,
        status: 'SUCCEEDED',
        recommendation: { memoryMB: 512, architecture: 'x86_64' },
      });
    } finally {
      expect(await schedule('remove', 'scheduled')).toMatchObject({ code: 0 });
    }
    expect(await listed()).toEqual([]);
  });

  it('are paused and resumed', async () => {
    await schedule('add', 'orders', '--cron', '0 3 1 1 ? 2099', '--name', 'yearly');
    const state = async () => (await listed())[0]?.state;
    expect(await state()).toBe('running');
    await schedule('pause', 'yearly');
    expect(await state()).toBe('paused');
    await schedule('resume', 'yearly');
    expect(await state()).toBe('running');
    await schedule('remove', 'yearly');
  });
});
