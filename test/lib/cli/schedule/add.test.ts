import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { checkInput } from '../../../../lib/contract/index.ts';
import { captured } from '../../../support/captured-terminal.ts';
import { folderWith } from '../../../support/command-line.ts';
import { QUEUE, ROLE, type Stack, stack } from './stack.ts';

const described = async ({ scheduler }: Stack, Name: string) =>
  await scheduler.send(new GetScheduleCommand({ Name, GroupName: 'power-tuner' }));

describe('power-tuner schedule add', () => {
  it('makes a schedule with what the stack has for it, and says when it runs next', async () => {
    const on = await stack();
    const { code, stdout, stderr } = await on.schedule([
      'add',
      'orders:live',
      ...['--cron', '0 3 1 1 ? 2099', '--time-zone', 'Europe/Berlin'],
      ...['--apply', 'propose', '--strategy', 'speed'],
    ]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `Added the schedule orders.live
function  orders:live
when      cron(0 3 1 1 ? 2099) Europe/Berlin, within 15 minutes
next run  2099-01-01 03:00 Europe/Berlin
starts    ${on.stateMachineArn}
input     {"strategy":"speed","apply":"propose","lambdaARN":"orders:live","schedule":"orders.live"}
`,
      stderr: `Next: power-tuner schedule list --state-machine ${on.stateMachineArn}\n`,
    });
    const made = await described(on, 'orders.live');
    expect(made).toMatchObject({
      ScheduleExpression: 'cron(0 3 1 1 ? 2099)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      State: 'ENABLED',
      Target: {
        Arn: on.stateMachineArn,
        RoleArn: ROLE,
        DeadLetterConfig: { Arn: QUEUE },
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 },
      },
    });
    expect(checkInput(JSON.parse(made.Target?.Input ?? '')).ok).toBe(true);
  });

  it.each([
    ['7 days', 'rate(7 days)'],
    ['1 day', 'rate(1 day)'],
    ['week', 'rate(7 days)'],
    ['12h', 'rate(12 hours)'],
  ])('takes --every %j', async (every, expression) => {
    const on = await stack();
    const { code, stdout } = await on.schedule(['add', 'orders', '--every', every]);
    expect(code).toBe(0);
    expect(stdout).toContain('next run  now');
    expect((await described(on, 'orders')).ScheduleExpression).toBe(expression);
  });

  it('takes a file for the input, over which the command line wins, and a name', async () => {
    const on = await stack();
    const folder = folderWith({ 'input.yaml': 'strategy: speed\nnum: 10\nlambdaARN: another\n' });
    const { code } = await on.schedule([
      'add',
      'orders',
      ...['--at', '2099-12-24 03:00', '--window', '0', '--name', 'once'],
      ...['--input', `${folder.path}/input.yaml`, '--num', '20'],
    ]);
    folder.remove();
    expect(code).toBe(0);
    const { Target, FlexibleTimeWindow, ScheduleExpression } = await described(on, 'once');
    expect(JSON.parse(Target?.Input ?? '')).toEqual({
      lambdaARN: 'orders',
      schedule: 'once',
      strategy: 'speed',
      num: 20,
    });
    expect(FlexibleTimeWindow).toEqual({ Mode: 'OFF' });
    expect(ScheduleExpression).toBe('at(2099-12-24T03:00:00)');
  });

  it('makes one schedule though the answer is lost, and waits out throttling', async () => {
    const on = await stack();
    on.emulator.setFaults([
      { action: 'CreateSchedule', nth: 1, do: { drop: 'after' } },
      {
        action: 'GetScheduleGroup',
        nth: 1,
        do: { error: { name: 'ThrottlingException', message: 'Rate exceeded', status: 429 } },
      },
    ]);
    const { code, stdout } = await on.schedule(['add', 'orders', '--every', '7 days']);
    expect({ code, added: stdout.includes('Added the schedule orders') }).toEqual({ code: 0, added: true });
  });
});

describe('power-tuner schedule add refuses', () => {
  /** Without a stack: nothing was to be asked of AWS. */
  const refused = async (argv: readonly string[]) => {
    const environment = {
      POWER_TUNER_STATE_MACHINE: 'arn:aws:states:eu-west-1:123456789012:stateMachine:power-tuner',
    };
    const { code, stdout, stderr } = await captured(['schedule', 'add', ...argv], { environment });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    return stderr;
  };
  const weekly = ['--every', '7 days'];

  it.each([
    ['no time', ['orders'], 'none of them is given'],
    ['two times', ['orders', ...weekly, '--cron', '0 3 ? * MON *'], '--every and --cron are given'],
    [
      'a rate that is none',
      ['orders', '--every', '7 moons'],
      '--every is "7 moons"; allowed: a whole number',
    ],
    ['a rate of nothing', ['orders', '--every', '0 days'], '--every is "0 days"'],
    ['five fields', ['orders', '--cron', '0 3 * * MON'], 'It has five fields, as in Unix'],
    ['a day that there is none of', ['orders', '--at', '2099-02-30T03:00'], '--at is "2099-02-30T03:00"'],
    ['a time that is over', ['orders', '--at', '2020-02-20T03:00'], 'never comes'],
    ['years that are over', ['orders', '--cron', '0 3 1 1 ? 2020'], 'never comes'],
    [
      'a time zone that there is none of',
      ['orders', '--at', '2099-02-20T03:00', '--time-zone', 'Berlin'],
      "--time-zone is Berlin; allowed: IANA's names",
    ],
    ['a time zone of a rate', ['orders', ...weekly, '--time-zone', 'UTC'], 'leave it out, or give --cron'],
    ['a window of more than a day', ['orders', ...weekly, '--window', '2d'], '--window is "2d"'],
    ['a window that is none', ['orders', ...weekly, '--window', 'wide'], '--window is "wide"'],
    ['a name with spaces', ['orders', ...weekly, '--name', 'every week'], '--name: got "every week"'],
    [
      'a name that the retuner would take for its own',
      ['orders', ...weekly, '--name', 'retune.orders'],
      '--name: got "retune.orders"; names that begin with retune. are those of RetuneOnDeployment',
    ],
    ['what is no function', ['no such function', ...weekly], 'lambdaARN: got "no such function"'],
    ['an input that can not be', ['orders', ...weekly, '--num', '1', '--strategy', 'all'], '2 problems'],
    ['the schedule as an option', ['orders', ...weekly, '--schedule', 'x'], "unknown option '--schedule'"],
    [
      'a function of another account',
      ['arn:aws:lambda:eu-west-1:000000000000:function:orders', ...weekly],
      'schedule it there',
    ],
  ])('%s', async (_what, argv, message) => {
    expect(await refused(argv)).toContain(message);
  });

  it('no state machine', async () => {
    const { code, stderr } = await captured(['schedule', 'add', 'orders', ...weekly]);
    expect(code).toBe(2);
    expect(stderr).toContain('give the state machine with --state-machine <arn>');
  });

  it('a file that names the schedule', async () => {
    const folder = folderWith({ 'input.json': '{"schedule": "other"}' });
    expect(await refused(['orders', ...weekly, '--input', `${folder.path}/input.json`])).toContain(
      'has the key schedule: leave it out, --name says it',
    );
    folder.remove();
  });

  it('a name that is taken, and leaves that schedule as it is', async () => {
    const on = await stack();
    await on.schedule(['add', 'orders', ...weekly]);
    const { code, stderr } = await on.schedule(['add', 'orders', '--every', '1 day']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `there is a schedule orders already, and it is left as it is. Choose another name with --name, or take that one away first: power-tuner schedule remove orders --state-machine ${on.stateMachineArn}`,
    );
    expect((await described(on, 'orders')).ScheduleExpression).toBe('rate(7 days)');
  });

  it('a stack without a group for schedules', async () => {
    const { code, stderr } = await (await stack(null)).schedule(['add', 'orders', ...weekly]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/there is no schedule group power-tuner beside arn:.* deploy it anew/);
  });

  it('a group that is not of that state machine', async () => {
    const on = await stack({ 'power-tuner:state-machine': 'arn:aws:states:us-east-1:1:stateMachine:other' });
    const { code, stderr } = await on.schedule(['add', 'orders', ...weekly]);
    expect(code).toBe(2);
    expect(stderr).toContain('is not one that a stack of power-tuner made');
  });

  it('what the user may not do, and says which rights it takes', async () => {
    const on = await stack();
    on.emulator.setFaults([
      {
        action: 'CreateSchedule',
        do: { error: { name: 'AccessDeniedException', message: 'not yours', status: 403 } },
      },
    ]);
    const { code, stderr } = await on.schedule(['add', 'orders', ...weekly]);
    expect(code).toBe(1);
    expect(stderr).toContain('scheduler:CreateSchedule on it, and iam:PassRole');
  });
});
