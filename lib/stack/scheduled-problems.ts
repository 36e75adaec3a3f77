import { type Duration, Token } from 'aws-cdk-lib';
import { parseFunctionReference } from '../contract/function-reference.ts';
import { checkInput } from '../contract/input.ts';
import { SCHEDULE_NAME, SCHEDULE_NAME_ALLOWED, WINDOW_MINUTES } from '../contract/schedules.ts';
import { readScheduleExpression } from '../core/schedule/expression.ts';
import { isTimeZone } from '../core/schedule/next-run.ts';
import type { PowerTuner } from './power-tuner.ts';
import type { ScheduledTuningProps } from './scheduled-tuning.ts';

const RETRIES = { min: 0, max: 185 };

/** What the input may not have, since a prop or the schedule itself says it. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  lambdaARN: 'give the prop target',
  apply: 'give the prop apply',
  notify: 'give the prop notify',
  schedule: 'give the prop name',
};

/** Says what is wrong with the props. Values that are known at deployment only (tokens) pass. */
export function scheduledProblems(props: ScheduledTuningProps, name: string): readonly string[] {
  const arn = typeof props.target === 'string' ? props.target : props.target.functionArn;
  return [
    ...(props.powerTuner.schedules === undefined
      ? ['powerTuner: got one with schedules: false; leave that prop out of it']
      : []),
    ...targetProblems(arn),
    ...nameProblems(name),
    ...expressionProblems(props),
    ...windowProblems(props.flexibleWindow),
    ...retryProblems(props.retries),
    ...inputProblems(props, arn, name),
    ...applyProblems(props, arn),
  ];
}

function targetProblems(arn: string): readonly string[] {
  if (Token.isUnresolved(arn) || parseFunctionReference(arn)?.region !== undefined) return [];
  return [
    `target: got ${JSON.stringify(arn)}; allowed: a function, or the full ARN of one, as in arn:aws:lambda:eu-west-1:123456789012:function:orders`,
  ];
}

function nameProblems(name: string): readonly string[] {
  if (Token.isUnresolved(name)) {
    return ['name: got a value that is known at deployment only; the input has to have it, so give a text'];
  }
  return SCHEDULE_NAME.test(name)
    ? []
    : [`name: got ${JSON.stringify(name)}; allowed: ${SCHEDULE_NAME_ALLOWED}`];
}

function expressionProblems({ schedule }: ScheduledTuningProps): readonly string[] {
  const { expressionString: text, timeZone } = schedule;
  const zone = timeZone?.timezoneName;
  return [
    ...(Token.isUnresolved(text) || readScheduleExpression(text) !== undefined
      ? []
      : [
          `schedule: got ${JSON.stringify(text)}; allowed: rate(7 days), cron(0 3 ? * MON *) with six fields, at(2026-12-24T03:00:00)`,
        ]),
    ...(zone === undefined || Token.isUnresolved(zone) || isTimeZone(zone)
      ? []
      : [`schedule: got the time zone ${JSON.stringify(zone)}; allowed: IANA's names, as in Europe/Berlin`]),
  ];
}

function windowProblems(window: Duration | undefined): readonly string[] {
  if (window === undefined || window.isUnresolved()) return [];
  const minutes = window.toMinutes({ integral: false });
  if (minutes === 0 || (Number.isInteger(minutes) && minutes <= WINDOW_MINUTES.max)) return [];
  return [
    `flexibleWindow: got ${minutes} min; allowed: whole minutes from ${WINDOW_MINUTES.min} to ${WINDOW_MINUTES.max}, or 0`,
  ];
}

function retryProblems(retries: number | undefined): readonly string[] {
  if (retries === undefined || Token.isUnresolved(retries)) return [];
  if (Number.isInteger(retries) && retries >= RETRIES.min && retries <= RETRIES.max) return [];
  return [`retries: got ${retries}; allowed: a whole number from ${RETRIES.min} to ${RETRIES.max}`];
}

/** An input that the Initializer would refuse is refused before anything is deployed. */
function inputProblems(
  { input = {}, apply, notify }: ScheduledTuningProps,
  arn: string,
  schedule: string,
): readonly string[] {
  const elsewhere = Object.entries(SAID_ELSEWHERE).filter(([key]) => Object.hasOwn(input, key));
  const rest = Object.fromEntries(
    Object.entries(input).filter(([key]) => !Object.hasOwn(SAID_ELSEWHERE, key)),
  );
  const checked = checkInput({
    ...rest,
    ...(apply === undefined ? {} : { apply }),
    ...(notify === undefined ? {} : { notify }),
    // Of a name that can't be, or an ARN, something else is said.
    lambdaARN: parseFunctionReference(arn) === undefined ? 'known-at-deployment' : arn,
    ...(SCHEDULE_NAME.test(schedule) ? { schedule } : {}),
  });
  return [
    ...elsewhere.map(([key, remedy]) => `input.${key}: not allowed here; ${remedy}`),
    ...(checked.ok
      ? []
      : checked.problems
          .filter(({ path }) => !isKnownLater(rest, path))
          .map(
            ({ path, given, allowed }) =>
              `${path === 'apply' || path === 'notify' ? '' : 'input.'}${path}: ${given === undefined ? allowed : `got ${given}; allowed: ${allowed}`}`,
          )),
  ];
}

/** Whether what is at fault is a value that CDK fills in at deployment. */
function isKnownLater(input: Readonly<Record<string, unknown>>, path: string): boolean {
  const [key = ''] = path.split(/[.[]/);
  return Token.isUnresolved(JSON.stringify(input[key] ?? ''));
}

/** Applying needs rights that the PowerTuner has for `optimizable` alone. */
function applyProblems({ powerTuner, apply, input }: ScheduledTuningProps, arn: string): readonly string[] {
  const asked = apply === 'auto' ? 'apply: "auto"' : input?.autoOptimize ? 'autoOptimize' : undefined;
  if (asked === undefined || isOptimizable(powerTuner, arn) !== false) return [];
  return [
    `apply: got ${asked} for ${Token.isUnresolved(arn) ? 'a function' : arn} that is not among optimizable of the PowerTuner; add its ARN there, or take apply: "propose"`,
  ];
}

/** @returns nothing where it is known at deployment only */
function isOptimizable({ optimizable }: PowerTuner, arn: string): boolean | undefined {
  const matches = optimizable.map((pattern) => matchesArn(pattern, arn));
  if (matches.includes(true)) return true;
  return matches.includes(undefined) ? undefined : false;
}

function matchesArn(pattern: string, arn: string): boolean | undefined {
  if (pattern === arn || arn.startsWith(`${pattern}:`)) return true;
  if (Token.isUnresolved(pattern) || Token.isUnresolved(arn)) return undefined;
  const literal = pattern.split('*').map((part) => part.replaceAll(/[$.]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}(:.*)?$`).test(arn);
}
