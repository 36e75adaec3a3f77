import { type Duration, Token } from 'aws-cdk-lib';
import { parseFunctionReference } from '../contract/function-reference.ts';
import { applyProblems, inputProblems, powerTunerProblems, targetProblems } from './repeated-problems.ts';
import type { RetuneOnDeploymentProps } from './retune-on-deployment.ts';

const DELAY_SECONDS = { min: 60, max: 86_400 };
const QUIET_SECONDS = { min: 0, max: 365 * 86_400 };

/** Says what is wrong with the props. Values that are known at deployment only (tokens) pass. */
export function retuneProblems(props: RetuneOnDeploymentProps): readonly string[] {
  const { powerTuner, targets, delay, quietFor } = props;
  const arns = targets.map((target) => (typeof target === 'string' ? target : target.functionArn));
  return [
    ...powerTunerProblems(powerTuner),
    ...(arns.length === 0 ? ['targets: got an empty list; allowed: at least one function'] : []),
    ...arns.flatMap((arn, index) => [
      ...targetProblems(`targets[${index}]`, arn),
      ...qualifierProblems(index, arn),
    ]),
    ...durationProblems('delay', delay, DELAY_SECONDS, 'a minute to a day'),
    ...durationProblems('quietFor', quietFor, QUIET_SECONDS, '0 to a year'),
    ...inputProblems(props, 'known-at-deployment', ''),
    ...new Set(arns.flatMap((arn) => applyProblems(props, arn))),
  ];
}

/** What is deployed is $LATEST; an alias is not in CloudTrail's answer. */
function qualifierProblems(index: number, arn: string): readonly string[] {
  if (Token.isUnresolved(arn) || parseFunctionReference(arn)?.qualifier === undefined) return [];
  return [`targets[${index}]: got ${JSON.stringify(arn)}; allowed: the function itself, without a qualifier`];
}

function durationProblems(
  prop: string,
  duration: Duration | undefined,
  { min, max }: { readonly min: number; readonly max: number },
  allowed: string,
): readonly string[] {
  if (duration === undefined || duration.isUnresolved()) return [];
  const seconds = duration.toSeconds({ integral: false });
  return Number.isInteger(seconds) && seconds >= min && seconds <= max
    ? []
    : [`${prop}: got ${seconds} s; allowed: whole seconds from ${allowed}`];
}
