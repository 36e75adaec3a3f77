import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { type CanaryVersion, candidateKey, type Plan } from '../../contract/index.ts';
import { settingsHash } from '../configuration-hash.ts';
import { architectureOf } from '../target.ts';

/** Lambda's description of one version. Holds its environment: it goes nowhere from here. */
export function readVersion(
  lambda: LambdaClient,
  { target }: Pick<Plan, 'target'>,
  Qualifier: string,
): Promise<FunctionConfiguration> {
  return lambda.send(new GetFunctionConfigurationCommand({ FunctionName: target.functionArn, Qualifier }));
}

/** What a canary has to know of a version. */
export function describeVersion(
  { target, prices }: Plan,
  version: string,
  configuration: FunctionConfiguration,
): CanaryVersion {
  const architecture = architectureOf(configuration);
  const price = prices[architecture];
  return {
    version,
    architecture,
    memoryMB: configuration.MemorySize ?? 128,
    logGroup: configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${target.functionName}`,
    ...(price === undefined ? {} : { price }),
  };
}

/** Whether a version is what the run has measured as the current configuration: what it saves is against that. */
export function isBaseline({ target, baseline }: Plan, configuration: FunctionConfiguration): boolean {
  const { CodeSha256, MemorySize = 128 } = configuration;
  const own = { architecture: architectureOf(configuration), memoryMB: MemorySize };
  return (
    baseline !== undefined &&
    candidateKey(own) === candidateKey(baseline) &&
    CodeSha256 === target.codeSha256 &&
    settingsHash(configuration) === target.settingsSha256
  );
}

/**
 * What keeps two versions from sharing an alias, or from being compared there.
 * Source: "Create a routing configuration for a Lambda alias", AWS Lambda Developer Guide: the same execution role, and
 * the same dead-letter queue.
 * @returns a clause with its remedy, or undefined where nothing does
 */
export function whyNotShared(old: FunctionConfiguration, latest: FunctionConfiguration): string | undefined {
  const differs = (what: string) =>
    `version ${old.Version}, which it points to, has another ${what} than $LATEST, and Lambda lets no two such versions share an alias`;
  if (old.Role !== latest.Role) return `${differs('execution role')}: ${LEAVE_OUT}`;
  if (queueOf(old) !== queueOf(latest)) return `${differs('dead-letter queue')}: ${LEAVE_OUT}`;
  const silent = [old, latest].filter(({ LoggingConfig }) => LoggingConfig?.SystemLogLevel === 'WARN');
  if (silent.length === 0) return undefined;
  const named = silent.map(({ Version }) => (Version === '$LATEST' ? Version : `version ${Version}`));
  return `SystemLogLevel is WARN in ${named.join(' and ')}, and then Lambda leaves out of the log what invocations report: set it to INFO, or ${LEAVE_OUT}`;
}

const LEAVE_OUT = 'leave canary out to move the alias at once';

function queueOf({ DeadLetterConfig }: FunctionConfiguration): string {
  return DeadLetterConfig?.TargetArn ?? '';
}
