import { Token } from 'aws-cdk-lib';
import { parseFunctionReference } from '../contract/function-reference.ts';
import { checkInput } from '../contract/input.ts';
import { SCHEDULE_NAME } from '../contract/schedules.ts';
import type { PowerTuner } from './power-tuner.ts';
import type { ScheduledTuningProps } from './scheduled-tuning.ts';

/** What is wrong with runs that are started again and again, whatever starts them. */
type Repeated = Pick<ScheduledTuningProps, 'powerTuner' | 'input' | 'apply' | 'notify'>;

/** What the input may not have, since a prop or the schedule itself says it. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  lambdaARN: 'give the prop target',
  apply: 'give the prop apply',
  notify: 'give the prop notify',
  schedule: 'give the prop name',
};

export function powerTunerProblems({ schedules }: PowerTuner): readonly string[] {
  return schedules === undefined
    ? ['powerTuner: got one with schedules: false; leave that prop out of it']
    : [];
}

export function targetProblems(prop: string, arn: string): readonly string[] {
  if (Token.isUnresolved(arn) || parseFunctionReference(arn)?.region !== undefined) return [];
  return [
    `${prop}: got ${JSON.stringify(arn)}; allowed: a function, or the full ARN of one, as in arn:aws:lambda:eu-west-1:123456789012:function:orders`,
  ];
}

/** An input that the Initializer would refuse is refused before anything is deployed. */
export function inputProblems(
  { input = {}, apply, notify }: Repeated,
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
export function applyProblems({ powerTuner, apply, input }: Repeated, arn: string): readonly string[] {
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
