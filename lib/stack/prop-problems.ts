import { type Duration, Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { PowerTunerProps } from './power-tuner-props.ts';
import { PROBE_PREFIX } from './probe-prefix.ts';

const FUNCTION_ARN =
  /^arn:[a-z0-9*-]+:lambda:[a-z0-9*-]+:[\d*]{1,12}:function:[A-Za-z0-9_*-]{1,140}(:[A-Za-z0-9_$*-]+)?$/;
const ROLE_ARN = /^arn:[a-z0-9*-]+:iam::[\d*]{1,12}:role\/[\w+=,.@/*-]+$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const NAME_PREFIX = /^[A-Za-z0-9_-]{1,50}$/;
const KEY_PATTERN = /^[^?]{1,1024}$/s;

const FUNCTION_ALLOWED =
  "the ARN of a Lambda function, * for any text, for example 'arn:aws:lambda:eu-west-1:123456789012:function:orders-*'";
const ROLE_ALLOWED =
  "the ARN of a role, * for any text, for example 'arn:aws:iam::123456789012:role/orders-*'";

const MEMORY_MB = { min: 128, max: 10_240 };
const TIMEOUT_SECONDS = { min: 15 * 60, max: 365 * 24 * 60 * 60 };

/** Says what is wrong with the props. Values that are known at deployment only (tokens) pass. */
export function propProblems(props: PowerTunerProps): readonly string[] {
  return [
    ...powerValuesProblems(props.defaultPowerValues),
    ...listProblems('targets', props.targets, FUNCTION_ARN, FUNCTION_ALLOWED),
    ...listProblems('optimizable', props.optimizable, FUNCTION_ARN, FUNCTION_ALLOWED),
    ...listProblems('processors', props.processors, FUNCTION_ARN, FUNCTION_ALLOWED),
    ...listProblems('probeRoles', props.probeRoles, ROLE_ARN, ROLE_ALLOWED),
    ...listProblems('regions', props.regions, REGION, "a region's name, for example 'eu-west-1'"),
    ...emptyProblems('targets', props.targets),
    ...emptyProblems('probeRoles', props.probeRoles),
    ...emptyProblems('regions', props.regions),
    ...timeoutProblems(props.timeout),
    ...retentionProblems(props.logRetention),
    ...payloadProblems(props),
    ...urlProblems(props.visualizationUrl),
    ...namePrefixProblems(props.namePrefix),
    ...networkProblems(props),
  ];
}

function powerValuesProblems(values: readonly number[] | undefined): readonly string[] {
  if (values === undefined) return [];
  const inRange = (value: number) =>
    Number.isInteger(value) && value >= MEMORY_MB.min && value <= MEMORY_MB.max;
  if (values.length > 0 && values.every(inRange) && new Set(values).size === values.length) return [];
  return [
    `defaultPowerValues: got ${JSON.stringify(values)}; allowed: whole numbers from ${MEMORY_MB.min} to ${MEMORY_MB.max} (MB), each once, at least one`,
  ];
}

function listProblems(
  prop: string,
  values: readonly string[] | undefined,
  form: RegExp,
  allowed: string,
): readonly string[] {
  return (values ?? []).flatMap((value, index) =>
    Token.isUnresolved(value) || form.test(value)
      ? []
      : [`${prop}[${index}]: got ${JSON.stringify(value)}; allowed: ${allowed}`],
  );
}

/** Where an empty list would deploy a tuner that can't tune anything. */
function emptyProblems(prop: string, values: readonly string[] | undefined): readonly string[] {
  return values?.length === 0
    ? [`${prop}: got an empty list; allowed: at least one, or leave the prop out for its default`]
    : [];
}

function timeoutProblems(timeout: Duration | undefined): readonly string[] {
  if (timeout === undefined || timeout.isUnresolved()) return [];
  const seconds = timeout.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= TIMEOUT_SECONDS.min && seconds <= TIMEOUT_SECONDS.max) {
    return [];
  }
  return [`timeout: got ${seconds} s; allowed: whole seconds from 15 minutes to a year`];
}

function retentionProblems(retention: RetentionDays | undefined): readonly string[] {
  const known = Object.values(RetentionDays).filter((value) => typeof value === 'number');
  if (retention === undefined || known.includes(retention)) return [];
  return [`logRetention: got ${retention}; allowed: ${known.join(', ')} (days; 9999 is for ever)`];
}

function payloadProblems({ payloadBucket, payloadKeyPattern }: PowerTunerProps): readonly string[] {
  if (payloadKeyPattern === undefined || Token.isUnresolved(payloadKeyPattern)) return [];
  if (payloadBucket === undefined) {
    return [
      `payloadKeyPattern: got ${JSON.stringify(payloadKeyPattern)} without a payloadBucket; give the bucket too, or leave it out`,
    ];
  }
  return KEY_PATTERN.test(payloadKeyPattern) && !payloadKeyPattern.startsWith('/')
    ? []
    : [
        `payloadKeyPattern: got ${JSON.stringify(payloadKeyPattern)}; allowed: a key of the bucket, * for any text, without a leading / and without ?`,
      ];
}

function urlProblems(url: string | undefined): readonly string[] {
  if (url === undefined || Token.isUnresolved(url)) return [];
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'https:' || protocol === 'http:'
    ? []
    : [`visualizationUrl: got ${JSON.stringify(url)}; allowed: an http or https address`];
}

function networkProblems({ vpc, vpcSubnets, securityGroups }: PowerTunerProps): readonly string[] {
  const orphans = Object.entries({ vpcSubnets, securityGroups }).filter(([, value]) => value !== undefined);
  return [
    ...(vpc === undefined
      ? orphans.map(([prop]) => `${prop}: got it without a vpc; give the vpc too, or leave it out`)
      : []),
    ...(securityGroups?.length === 0
      ? ['securityGroups: got an empty list; allowed: at least one, or leave the prop out for its default']
      : []),
  ];
}

function namePrefixProblems(prefix: string | undefined): readonly string[] {
  if (prefix === undefined) return [];
  // What the tuner may delete begins with the probes' prefix; its own functions must not.
  if (NAME_PREFIX.test(prefix) && !`${prefix}-`.startsWith(PROBE_PREFIX)) return [];
  return [
    `namePrefix: got ${JSON.stringify(prefix)}; allowed: letters, digits, - and _, at most 50, not beginning with ${PROBE_PREFIX}`,
  ];
}
