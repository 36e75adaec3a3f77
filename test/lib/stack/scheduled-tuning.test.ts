import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { checkInput } from '../../../lib/contract/index.ts';
import {
  InvalidProps,
  PowerTuner,
  type PowerTunerProps,
  ScheduledTuning,
  type ScheduledTuningProps,
} from '../../../lib/stack/index.ts';
import { appWithoutBundles, asText } from './synthesised.ts';

const ORDERS = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const WEEKLY = ScheduleExpression.cron({
  minute: '0',
  hour: '3',
  weekDay: 'MON',
  timeZone: TimeZone.EUROPE_BERLIN,
});

type Given = Partial<Omit<ScheduledTuningProps, 'powerTuner'>>;

const app = appWithoutBundles();
const stack = new Stack(app, 'Shop');
const tuners = new Map<string, PowerTuner>();

/** A PowerTuner with these props, made once. */
function tunerWith(props: PowerTunerProps): PowerTuner {
  const key = JSON.stringify(props);
  const made = tuners.get(key) ?? new PowerTuner(new Stack(app, `Tuner${tuners.size}`), 'PowerTuner', props);
  tuners.set(key, made);
  return made;
}

const powerTuner = new PowerTuner(stack, 'PowerTuner');
let count = 0;

function scheduled(given: Given = {}, by = powerTuner): ScheduledTuning {
  const scope = new Construct(stack, `Scope${++count}`);
  return new ScheduledTuning(scope, 'Weekly', {
    powerTuner: by,
    target: ORDERS,
    schedule: WEEKLY,
    ...given,
  });
}

const own = new LambdaFunction(stack, 'Orders', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => 1'),
});
const ofOwn = new ScheduledTuning(stack, 'Weekly', { powerTuner, target: own, schedule: WEEKLY });
const INPUT = { strategy: 'speed', limits: { p99Ms: 300 } } as const;
scheduled({ input: INPUT, apply: 'propose', notify: 'always' });
scheduled({
  name: 'weekly.orders',
  flexibleWindow: Duration.minutes(0),
  retries: 0,
  enabled: false,
  schedule: ScheduleExpression.rate(Duration.days(7)),
});
const template = Template.fromStack(stack);

function scheduleNamed(name: string) {
  const all = Object.values(template.findResources('AWS::Scheduler::Schedule'));
  const found = all.find(({ Properties }) => Properties.Name === name);
  if (found === undefined) throw new Error(`there is no schedule ${name}`);
  return found;
}

function idOf(type: string): string {
  return Object.keys(template.findResources(type)).join();
}

/** Every problem that is named, without the heading. */
function problemsOf(given: Given, props: PowerTunerProps = {}): string[] {
  try {
    scheduled(given, tunerWith(props));
  } catch (error) {
    if (error instanceof InvalidProps) return error.message.split('\n- ').slice(1);
    throw error;
  }
  return [];
}

describe('ScheduledTuning', () => {
  it('starts the state machine by the schedule, with an input that the Initializer takes', () => {
    const { Properties } = scheduleNamed('orders');
    expect(Properties).toMatchObject({
      GroupName: 'power-tuner',
      ScheduleExpression: 'cron(0 3 ? * MON *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      State: 'ENABLED',
      Target: { RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 } },
    });
    const { Arn, RoleArn, Input, DeadLetterConfig } = Properties.Target;
    expect(asText(Arn)).toBe(`<${idOf('AWS::StepFunctions::StateMachine')}>`);
    expect(asText(RoleArn)).toMatch(/^<PowerTunerSchedulesRole\w+\.Arn>$/);
    expect(asText(DeadLetterConfig.Arn)).toBe(`<${idOf('AWS::SQS::Queue')}.Arn>`);
    const input: unknown = JSON.parse(asText(Input));
    expect(input).toEqual({
      ...INPUT,
      lambdaARN: ORDERS,
      schedule: 'orders',
      apply: 'propose',
      notify: 'always',
    });
    expect(checkInput(input).ok).toBe(true);
  });

  it('comes after the group that it is in, and after the rights of its role', () => {
    const { DependsOn } = scheduleNamed('orders');
    expect(DependsOn).toContain(idOf('AWS::Scheduler::ScheduleGroup'));
    expect(DependsOn).toContainEqual(expect.stringMatching(/^PowerTunerSchedulesRoleDefaultPolicy/));
  });

  it('takes a function of the app, whose ARN is known at deployment', () => {
    const input = JSON.parse(asText(scheduleNamed(ofOwn.name).Properties.Target.Input));
    expect(ofOwn.name).toMatch(/^Shop-Weekly-[0-9A-F]{8}$/);
    expect(input).toEqual({ lambdaARN: asText(stack.resolve(own.functionArn)), schedule: ofOwn.name });
  });

  it('takes what the other props say', () => {
    expect(scheduleNamed('weekly.orders').Properties).toMatchObject({
      ScheduleExpression: 'rate(7 days)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'DISABLED',
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
  });

  it('is named after the alias too', () => {
    expect(scheduled({ target: `${ORDERS}:live` }).name).toBe('orders.live');
  });
});

describe("ScheduledTuning's props", () => {
  it('are refused with all that is wrong at once', () => {
    const given = {
      target: 'orders',
      name: 'every week',
      schedule: ScheduleExpression.expression('every monday', TimeZone.of('Europe/Atlantis')),
      flexibleWindow: Duration.days(2),
      retries: 186,
      input: { num: 1, strategi: 'cost' } as never,
    };
    expect(problemsOf(given, { schedules: false })).toEqual([
      expect.stringMatching(/^powerTuner: got one with schedules: false/),
      expect.stringMatching(/^target: got "orders"; allowed: a function, or the full ARN/),
      expect.stringMatching(/^name: got "every week"; allowed: letters/),
      expect.stringMatching(/^schedule: got "every monday"; allowed: rate\(7 days\)/),
      expect.stringMatching(/^schedule: got the time zone "Europe\/Atlantis"/),
      expect.stringMatching(/^flexibleWindow: got 2880 min; allowed: whole minutes from 1 to 1440, or 0/),
      expect.stringMatching(/^retries: got 186; allowed: a whole number from 0 to 185/),
      expect.stringMatching(/^input\.num: got 1; allowed: a whole number from 5/),
      expect.stringMatching(/^input\.strategi: no such key; did you mean "strategy"\?/),
    ]);
  });

  it('are refused under the name of their construct', () => {
    expect(() => scheduled({ retries: -1 })).toThrow(/^the props of the ScheduledTuning can't be used:/);
  });

  it.each([
    ['lambdaARN', ORDERS, 'give the prop target'],
    ['apply', 'propose', 'give the prop apply'],
    ['notify', 'always', 'give the prop notify'],
    ['schedule', 'orders', 'give the prop name'],
  ])('say %s, not the input', (key, value, remedy) => {
    expect(problemsOf({ input: { [key]: value } as never })).toEqual([
      expect.stringMatching(new RegExp(`^input\\.${key}: not allowed here; .*${remedy}`)),
    ]);
  });

  it('may hold values that are known at deployment', () => {
    const input = {
      payloadS3: `s3://${stack.region}/key`,
      probeRole: `arn:aws:iam::${stack.account}:role/a`,
    };
    expect(problemsOf({ input })).toEqual([]);
  });

  it.each([
    ['nothing may be changed', []],
    ['other functions may be changed', [`${ORDERS}-archive`]],
  ])('are refused where they apply and %s', (_what, optimizable) => {
    const refusal = expect.stringMatching(/^apply: got .* is not among optimizable of the PowerTuner/);
    expect(problemsOf({ apply: 'auto' }, { optimizable })).toEqual([refusal]);
    expect(problemsOf({ input: { autoOptimize: true } }, { optimizable })).toEqual([refusal]);
    expect(problemsOf({ apply: 'propose' }, { optimizable })).toEqual([]);
  });

  it.each([[[ORDERS]], [['arn:aws:lambda:*:123456789012:function:ord*']]])(
    'may apply to what is among %j',
    (optimizable) => {
      expect(problemsOf({ apply: 'auto' }, { optimizable })).toEqual([]);
      expect(problemsOf({ apply: 'auto', target: `${ORDERS}:live` }, { optimizable })).toEqual([]);
    },
  );

  it('may not both apply and apply', () => {
    expect(
      problemsOf({ apply: 'propose', input: { autoOptimize: true } }, { optimizable: [ORDERS] }),
    ).toEqual([expect.stringMatching(/^apply: got "propose"; allowed: not with autoOptimize/)]);
  });
});
