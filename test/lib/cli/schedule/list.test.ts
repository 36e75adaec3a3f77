import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { type Stack, stack } from './stack.ts';

/** Three schedules: one that ran, one whose run failed, one that is paused. */
async function listed(): Promise<Stack> {
  const on = await stack();
  const monday = ['--cron', '0 3 ? * MON *', '--time-zone', 'Europe/Berlin'];
  await on.schedule(['add', 'orders', ...monday]);
  await on.schedule(['add', 'failing', '--every', '1 day']);
  await on.schedule(['add', 'archive:live', '--at', '2099-12-24T03:00:00']);
  await on.schedule(['pause', 'archive.live']);
  await on.fire('orders');
  await on.fire('failing');
  return on;
}

/** A table's cells, by the schedule's name. */
function cellsOf(stdout: string): Map<string, string[]> {
  const [, ...rows] = stdout.trimEnd().split('\n');
  return new Map(
    rows.map((row) => {
      const [name = '', ...cells] = row.trim().split(/ {2,}/);
      return [name, cells];
    }),
  );
}

describe('power-tuner schedule list', () => {
  it('shows what runs when, and what the last run said', async () => {
    const { code, stdout } = await (await listed()).schedule(['list']);
    expect(code).toBe(0);
    const cells = cellsOf(stdout);
    expect([...cells.keys()]).toEqual(['archive.live', 'failing', 'orders']);
    expect(cells.get('orders')).toEqual([
      'orders',
      'Mondays at 03:00 Europe/Berlin',
      'running',
      expect.stringMatching(/^\d{4}-\d{2}-\d{2} 03:00 Europe\/Berlin$/),
      expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2} Europe\/Berlin succeeded$/),
      '1024 MB arm64, unchanged',
    ]);
    expect(cells.get('failing')).toEqual([
      'failing',
      'every day',
      'running',
      expect.stringMatching(/ UTC$/),
      expect.stringMatching(/ UTC failed$/),
      'TargetNotTunable',
    ]);
    expect(cells.get('archive.live')).toEqual([
      'archive:live',
      'once, 2099-12-24 03:00 UTC',
      'paused',
      '–',
      '–',
      '–',
    ]);
  });

  it('is no wider than the terminal', async () => {
    const { stdout } = await (await listed()).schedule(['list'], 80);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout).toContain('orders');
    expect(stdout).toContain('1024 MB arm64, unchanged');
  });

  it('gives all of it as JSON', async () => {
    const { stdout } = await (await listed()).schedule(['list', '--json']);
    const [archive, failing, orders] = JSON.parse(stdout);
    expect(archive).toMatchObject({ name: 'archive.live', state: 'paused', windowMinutes: 15 });
    expect(archive).not.toHaveProperty('nextRun');
    expect(archive).not.toHaveProperty('lastRun');
    expect(failing.lastRun).toMatchObject({ status: 'FAILED', error: 'TargetNotTunable' });
    expect(orders).toEqual({
      name: 'orders',
      function: 'orders',
      expression: 'cron(0 3 ? * MON *)',
      timeZone: 'Europe/Berlin',
      state: 'running',
      windowMinutes: 15,
      createdAt: expect.any(String),
      nextRun: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T0[12]:00:00\.000Z$/),
      lastRun: {
        executionArn: expect.stringContaining(':execution:power-tuner:'),
        status: 'SUCCEEDED',
        startedAt: expect.any(String),
        stoppedAt: expect.any(String),
        recommendation: { architecture: 'arm64', memoryMB: 1024 },
        outcome: 'unchanged',
      },
    });
  });

  it('shows the latest of several runs, and none of a schedule before that had the name', async () => {
    const on = await stack();
    await on.schedule(['add', 'failing', '--every', '1 day', '--name', 'x']);
    await on.fire('x');
    await on.schedule(['remove', 'x']);
    await on.schedule(['add', 'orders', '--every', '1 day', '--name', 'x']);
    const last = async () => JSON.parse((await on.schedule(['list', '--json'])).stdout)[0].lastRun;
    expect(await last()).toBeUndefined();
    await on.fire('x');
    const first = await last();
    await on.fire('x');
    const second = await last();
    expect(second.executionArn).not.toBe(first.executionArn);
    expect(second.status).toBe('SUCCEEDED');
  });

  it('shows schedules of the group that others made, whatever is in them', async () => {
    const on = await stack();
    const made = (Name: string, ScheduleExpression: string, Input: string) =>
      on.scheduler.send(
        new CreateScheduleCommand({
          Name,
          GroupName: 'power-tuner',
          ScheduleExpression,
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: on.stateMachineArn, RoleArn: 'arn:aws:iam::000000000000:role/r', Input },
        }),
      );
    await made('odd', 'cron(0/30 8-18 ? * MON-FRI *)', 'no JSON');
    const orders = 'arn:aws:lambda:us-east-1:000000000000:function:orders';
    await made('retune.orders', 'at(2099-01-01T00:00:00)', JSON.stringify({ due: orders, at: 'then' }));
    const cells = cellsOf((await on.schedule(['list'])).stdout);
    expect(cells.get('odd')?.slice(0, 2)).toEqual(['?', 'cron(0/30 8-18 ? * MON-FRI *) UTC']);
    expect(cells.get('retune.orders')?.slice(0, 2)).toEqual(['orders', 'once, 2099-01-01 00:00 UTC']);
  });

  it('says what to type where there are none', async () => {
    const { code, stdout, stderr } = await (await stack()).schedule(['list']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('Next: power-tuner schedule add <function> --every "7 days"');
    expect((await (await stack()).schedule(['list', '--json'])).stdout).toBe('[]\n');
  });

  it('refuses a stack without a group for schedules', async () => {
    const { code, stderr } = await (await stack(null)).schedule(['list']);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no schedule group power-tuner');
  });

  it('fails when executions may not be listed, and says which right it takes', async () => {
    const on = await stack();
    await on.schedule(['add', 'orders', '--every', '1 day']);
    on.emulator.setFaults([
      {
        action: 'ListExecutions',
        do: { error: { name: 'AccessDeniedException', message: 'not yours', status: 400 } },
      },
    ]);
    const { code, stderr } = await on.schedule(['list']);
    expect(code).toBe(1);
    expect(stderr).toContain('It takes states:ListExecutions on it');
  });
});
