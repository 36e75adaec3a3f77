import {
  CreateScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
} from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { type Stack, stack } from './stack.ts';

const WEEKLY = ['--cron', '0 3 1 1 ? 2099', '--time-zone', 'Europe/Berlin', '--window', '2h'];

const described = async ({ scheduler }: Stack, Name = 'orders') =>
  await scheduler.send(new GetScheduleCommand({ Name, GroupName: 'power-tuner' }));

/** All but what every change changes. */
function kept({ $metadata, LastModificationDate, State, ...rest }: GetScheduleCommandOutput) {
  return rest;
}

describe('power-tuner schedule pause and resume', () => {
  it('change nothing but whether it runs', async () => {
    const on = await stack();
    await on.schedule(['add', 'orders', ...WEEKLY]);
    const before = await described(on);
    expect((await on.schedule(['pause', 'orders'])).stdout).toBe('orders is paused now\n');
    const paused = await described(on);
    expect(paused.State).toBe('DISABLED');
    expect(kept(paused)).toEqual(kept(before));
    expect((await on.schedule(['resume', 'orders'])).stdout).toBe(
      'orders is running now; next run 2099-01-01 03:00 Europe/Berlin\n',
    );
    const resumed = await described(on);
    expect(resumed.State).toBe('ENABLED');
    expect(kept(resumed)).toEqual(kept(before));
  });

  it('leave alone what is so already', async () => {
    const on = await stack();
    await on.schedule(['add', 'orders', ...WEEKLY]);
    expect((await on.schedule(['resume', 'orders'])).stdout).toBe('orders is running already\n');
    await on.schedule(['pause', 'orders']);
    expect((await on.schedule(['pause', 'orders'])).stdout).toBe('orders is paused already\n');
    const updates = on.emulator.calls().filter(({ action }) => action === 'UpdateSchedule');
    expect(updates).toHaveLength(1);
  });

  it('keep a beginning that is to come, and warn of a schedule that others made', async () => {
    const on = await stack();
    const StartDate = new Date('2098-01-01T00:00:00Z');
    await on.scheduler.send(
      new CreateScheduleCommand({
        Name: 'theirs',
        GroupName: 'power-tuner',
        ScheduleExpression: 'rate(7 days)',
        StartDate,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: on.stateMachineArn, RoleArn: 'arn:aws:iam::000000000000:role/r', Input: '{}' },
      }),
    );
    const { code, stderr } = await on.schedule(['pause', 'theirs']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: theirs was not added by this command/);
    expect((await described(on, 'theirs')).StartDate).toEqual(StartDate);
  });
});

describe('power-tuner schedule remove', () => {
  it('removes the schedule, and says that its run goes on', async () => {
    const on = await stack();
    await on.schedule(['add', 'orders', ...WEEKLY]);
    const { code, stdout, stderr } = await on.schedule(['remove', 'orders']);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Removed the schedule orders. A run that it has started goes on.\n',
      stderr: '',
    });
    await expect(described(on)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('has removed it though the answer is lost', async () => {
    const on = await stack();
    await on.schedule(['add', 'orders', ...WEEKLY]);
    on.emulator.setFaults([{ action: 'DeleteSchedule', nth: 1, do: { drop: 'after' } }]);
    expect((await on.schedule(['remove', 'orders'])).code).toBe(0);
  });
});

describe('power-tuner schedule', () => {
  it.each(['pause', 'resume', 'remove'])('%s refuses a schedule that is not there', async (command) => {
    const on = await stack();
    const { code, stderr } = await on.schedule([command, 'orders']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `there is no schedule orders of ${on.stateMachineArn}. Those that there are, are listed by: power-tuner schedule list`,
    );
  });

  it('pause refuses a name that is none', async () => {
    const { code, stderr } = await (await stack()).schedule(['pause', 'every week']);
    expect(code).toBe(2);
    expect(stderr).toContain("every week is no schedule's name");
  });

  it('says what to type where a command is not known, or an argument is missing', async () => {
    const on = await stack();
    const unknown = await on.schedule(['ad', 'orders']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("unknown command 'ad'");
    const missing = await on.schedule(['add']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('Next: power-tuner schedule add [options] <function>');
    const none = await on.schedule([]);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('Commands:');
  });
});
