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

const WHOLE_FUNCTION_ARN = /^arn:[a-z0-9*-]+:lambda:[a-z0-9*-]+:[\d*]{1,12}:function:[A-Za-z0-9_*-]{1,140}$/;
const WHOLE_FUNCTION_ALLOWED =
  "the ARN of a Lambda function without a qualifier, * for any text, for example 'arn:aws:lambda:eu-west-1:123456789012:function:orders-*'";
const OBJECT_ARN = /^arn:[a-z0-9*-]+:s3:::[a-z0-9.*-]+\/.+$/s;
const OBJECT_ALLOWED = "the ARN of S3 objects, * for any text, for example 'arn:aws:s3:::builds/orders/*'";
const REPOSITORY_ARN = /^arn:[a-z0-9*-]+:ecr:[a-z0-9*-]+:[\d*]{1,12}:repository\/[a-z0-9._/*-]+$/;
const REPOSITORY_ALLOWED =
  "the ARN of an ECR repository, * for any text, for example 'arn:aws:ecr:eu-west-1:123456789012:repository/orders'";
const LAYER_ARN = /^arn:[a-z0-9*-]+:lambda:[a-z0-9*-]+:[\d*]{1,12}:layer:[A-Za-z0-9_*-]{1,140}(:[\d*]+)?$/;
const LAYER_ALLOWED =
  "the ARN of layer versions, * for any text, for example 'arn:aws:lambda:eu-west-1:123456789012:layer:native:*'";
const KEY_ARN = /^arn:[a-z0-9*-]+:kms:[a-z0-9*-]+:[\d*]{1,12}:(key|alias)\/[\w*/-]+$/;
const KEY_ALLOWED =
  "the ARN of a KMS key, * for any text, for example 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'";

/** What Lambda takes as a tag. Three of the fifty are the tuner's. */
const TAG = /^[\p{L}\p{N}\s+\-=._:/@]*$/u;
const MOST_TAGS = 20;

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
    ...listProblems('inPlaceTargets', props.inPlaceTargets, WHOLE_FUNCTION_ARN, WHOLE_FUNCTION_ALLOWED),
    ...listProblems('otherProbeRoles', props.otherProbeRoles, ROLE_ARN, ROLE_ALLOWED),
    ...listProblems('codeObjects', props.codeObjects, OBJECT_ARN, OBJECT_ALLOWED),
    ...listProblems('codeRepositories', props.codeRepositories, REPOSITORY_ARN, REPOSITORY_ALLOWED),
    ...listProblems('codeFunctions', props.codeFunctions, FUNCTION_ARN, FUNCTION_ALLOWED),
    ...listProblems('codeLayers', props.codeLayers, LAYER_ARN, LAYER_ALLOWED),
    ...listProblems('imageRepositories', props.imageRepositories, REPOSITORY_ARN, REPOSITORY_ALLOWED),
    ...listProblems('environmentKeys', props.environmentKeys, KEY_ARN, KEY_ALLOWED),
    ...tagProblems(props.probeTags),
    ...listProblems('regions', props.regions, REGION, "a region's name, for example 'eu-west-1'"),
    ...emptyProblems('targets', props.targets),
    ...emptyProblems('probeRoles', props.probeRoles),
    ...emptyProblems('regions', props.regions),
    ...timeoutProblems(props.timeout),
    ...retentionProblems(props.logRetention),
    ...payloadProblems(props),
    ...keepingProblems(props),
    ...urlProblems('visualizationUrl', props.visualizationUrl),
    ...viewerProblems(props),
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

function tagProblems(tags: Readonly<Record<string, string>> | undefined): readonly string[] {
  const given = Object.entries(tags ?? {});
  const wrong = given.filter(
    ([key, value]) =>
      !Token.isUnresolved(value) &&
      (!TAG.test(key) ||
        !TAG.test(value) ||
        !/^.{1,128}$/s.test(key) ||
        value.length > 256 ||
        /^(aws|power-tuner):/.test(key)),
  );
  return [
    ...wrong.map(
      ([key, value]) =>
        `probeTags: got ${JSON.stringify({ [key]: value })}; allowed: letters, digits, spaces and + - = . _ : / @, keys of 1 to 128 not beginning with aws: or power-tuner:, values of at most 256`,
    ),
    ...(given.length > MOST_TAGS ? [`probeTags: got ${given.length}; allowed: at most ${MOST_TAGS}`] : []),
  ];
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

function keepingProblems(props: PowerTunerProps): readonly string[] {
  const { keepResults, resultsBucket, resultsRetention, runsRetention } = props;
  const given = resultsBucket !== undefined;
  const without = given ? 'with a resultsBucket, whose lifecycle is yours' : 'with keepResults: false';
  const useless = given || keepResults === false;
  return [
    ...(given && keepResults === false
      ? ['keepResults: got false with a resultsBucket; give one of the two']
      : []),
    ...Object.entries({ resultsRetention, runsRetention }).flatMap(([prop, duration]) => {
      if (duration === undefined) return [];
      if (useless) return [`${prop}: got it ${without}; leave it out`];
      if (duration.isUnresolved()) return [];
      const days = duration.toDays({ integral: false });
      return Number.isInteger(days) && days >= 1
        ? []
        : [`${prop}: got ${days} days; allowed: whole days, at least one`];
    }),
  ];
}

function urlProblems(prop: string, url: string | undefined): readonly string[] {
  if (url === undefined || Token.isUnresolved(url)) return [];
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'https:' || protocol === 'http:'
    ? []
    : [`${prop}: got ${JSON.stringify(url)}; allowed: an http or https address`];
}

function viewerProblems({ viewer, viewerUrl }: PowerTunerProps): readonly string[] {
  return [
    ...urlProblems('viewerUrl', viewerUrl),
    ...(viewer === true && viewerUrl !== undefined
      ? [`viewerUrl: got ${JSON.stringify(viewerUrl)} with a viewer of the stack's own; give one of the two`]
      : []),
  ];
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
