import type { Isolation } from '../contract/index.ts';
import { TargetNotTunable, withoutQualifier } from '../contract/index.ts';
import { type Allowed, isAllowed } from './allowed.ts';
import { MAX_DIRECT_CODE_BYTES } from './code/direct.ts';
import type { TargetFunction } from './target.ts';

/** A target's timeout beyond this doesn't fit inside the Executor's own 15 minutes. */
export const MAX_TARGET_TIMEOUT_SECONDS = 840;

/** What a function is to be tuned with. */
export interface Intention {
  readonly isolation: Isolation;
  /** A version or alias that was asked for. */
  readonly qualifier: string | undefined;
  readonly stagingBucket: string | undefined;
  /** Of the stack, which its bucket is in too. */
  readonly region: string | undefined;
  readonly allowed: Allowed;
}

/**
 * Says why a function can't be tuned, before anything is created.
 * @throws TargetNotTunable with every reason.
 */
export function assertTunable(target: TargetFunction, intention: Intention): void {
  const rules = [...RULES, ...(intention.isolation === 'in-place' ? IN_PLACE_RULES : PROBE_RULES)];
  const reasons = rules.flatMap((rule) => rule(target, intention) ?? []);
  if (reasons.length > 0) {
    const { FunctionArn } = target.configuration;
    throw new TargetNotTunable(`the target ${FunctionArn} can't be tuned:\n- ${reasons.join('\n- ')}`);
  }
}

type Rule = (target: TargetFunction, intention: Intention) => string | undefined;

/** However it is measured. */
const RULES: readonly Rule[] = [
  ({ configuration: { CapacityProviderConfig } }) =>
    CapacityProviderConfig === undefined
      ? undefined
      : 'it runs on Lambda Managed Instances, which are not charged by duration: there is nothing to tune by GB-seconds',
  ({ configuration: { DurableConfig } }) =>
    DurableConfig === undefined
      ? undefined
      : 'it is a durable function: an invocation of it may wait, sleep and be replayed, which one report line does not tell. Tune the function that does its work',
  ({ configuration: { TenancyConfig } }) =>
    TenancyConfig === undefined
      ? undefined
      : 'it isolates tenants and can only be invoked with a tenant id, which the input has no place for. Tune a copy without tenant isolation',
  ({ configuration: { Timeout = 0 } }) =>
    Timeout > MAX_TARGET_TIMEOUT_SECONDS
      ? `its timeout is ${Timeout} s; allowed: at most ${MAX_TARGET_TIMEOUT_SECONDS} s, because one invocation has to fit inside the Executor's 15 minutes. Lower the timeout on a copy of the function and tune that`
      : undefined,
];

/** What can't be copied. */
const PROBE_RULES: readonly Rule[] = [
  ({ configuration: { Environment } }) =>
    Environment?.Error === undefined
      ? undefined
      : `its environment can't be decrypted (${Environment.Error.ErrorCode}), and a copy without it would not be the same function: give the Publisher's and the Initializer's role kms:Decrypt on its key (environmentKeys in the construct's props)`,
  ({ code: { Error: failure } }) =>
    failure === undefined
      ? undefined
      : `its code can't be had (${failure.ErrorCode}: ${failure.Message}), so there is nothing to copy`,
  (target, { stagingBucket, region }) => {
    if (!needsStaging(target)) return undefined;
    const { CodeSize, FunctionArn = '' } = target.configuration;
    const tooLarge = `its package has ${CodeSize} bytes; allowed: at most ${MAX_DIRECT_CODE_BYTES}, what CreateFunction takes directly`;
    if (stagingBucket === undefined) {
      return `${tooLarge}, or any with a stagingBucket (in the construct's props), which this stack has not`;
    }
    const [, , , own] = FunctionArn.split(':');
    return own === region
      ? undefined
      : `${tooLarge}, since CreateFunction takes larger ones from a bucket in its own region only, and the stack's is in ${region}. Deploy a stack in ${own}`;
  },
];

/** Whether its package is copied through the staging bucket. */
export function needsStaging({
  configuration: { CodeSize = 0, PackageType },
  code,
}: TargetFunction): boolean {
  return PackageType !== 'Image' && code.ResolvedS3Object === undefined && CodeSize > MAX_DIRECT_CODE_BYTES;
}

/** What can't be measured as a version of the function itself. */
const IN_PLACE_RULES: readonly Rule[] = [
  ({ configuration: { FunctionArn = '' } }, { allowed }) =>
    isAllowed(withoutQualifier(FunctionArn), allowed.inPlaceTargets)
      ? undefined
      : `it may not be changed, as isolation "in-place" does for a while; allowed: ${allowed.inPlaceTargets.join(', ') || 'none'} (inPlaceTargets in the construct's props). Leave isolation out to measure copies of it`,
  (_, { qualifier }) =>
    qualifier === undefined || qualifier === '$LATEST'
      ? undefined
      : `isolation "in-place" publishes versions of $LATEST; got ${qualifier}. Leave the qualifier out, or measure copies (isolation "probe")`,
  (_, { stagingBucket }) =>
    stagingBucket === undefined
      ? `isolation "in-place" keeps a second run away by a lock in the stack's bucket, which this stack has not (stagingBucket in the construct's props)`
      : undefined,
  ({ configuration: { LoggingConfig } }) =>
    LoggingConfig?.LogFormat === 'JSON' && LoggingConfig.SystemLogLevel === 'WARN'
      ? 'its system log level is WARN, at which Lambda writes no report line to measure by; in place the function keeps its log. Set it to INFO, or measure copies (isolation "probe")'
      : undefined,
];
