import type { LambdaClient } from '@aws-sdk/client-lambda';
import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import {
  type CanaryPlan,
  type CanaryVersion,
  type Decision,
  executionNameOf,
  NotApplied,
  type Plan,
  type TuningResult,
} from '../../contract/index.ts';
import { promisedOf } from '../../core/canary/promised.ts';
import { canaryKey, keyOfResult } from '../../core/history/key.ts';
import { isShared, publishVersion, readAlias } from '../apply-alias.ts';
import { errorName } from '../error-text.ts';
import type { Latest } from '../latest.ts';
import { describeVersion, isBaseline, readVersion, whyNotShared } from './versions.ts';

/** Where canaries run. */
export interface CanaryMachine {
  readonly states: SFNClient;
  readonly stateMachineArn: string;
}

type Promised = Pick<Decision['recommendation'], 'saving'>;
type Applied = NonNullable<TuningResult['applied']>;

/** A canary that can begin: what the alias points to now. */
export interface ReadyCanary {
  readonly alias: string;
  readonly old: CanaryVersion;
  /** Whether that is what the run has measured as the current configuration. */
  readonly isBaseline: boolean;
  readonly machine: CanaryMachine;
}

/**
 * Looks whether an alias can be moved by degrees, before anything is changed.
 * @returns nothing where the alias isn't there: nobody invokes it yet
 * @throws NotApplied where it can't
 */
export async function readyCanary(
  lambda: LambdaClient,
  plan: Plan,
  machine: CanaryMachine | undefined,
): Promise<ReadyCanary | undefined> {
  const { target, applyAlias: alias = '' } = plan;
  if (machine === undefined) {
    throw new NotApplied(
      'canary: there is no state machine here that moves an alias by degrees (the stack has one where optimizable in the construct’s props names a function). Nothing was changed: leave canary out to move it at once',
    );
  }
  const existing = await readAlias(lambda, target.functionArn, alias);
  if (existing === undefined) return undefined;
  const { FunctionVersion: oldVersion = '' } = existing;
  if (oldVersion === '$LATEST') {
    throw new NotApplied(
      `canary: the alias ${alias} points to $LATEST, which can't share its invocations with a version. Nothing was changed: point it to a published version first, or leave canary out`,
    );
  }
  if (isShared(existing)) {
    throw new NotApplied(
      `canary: the alias ${alias} shares its invocations between two versions already: another deployment or canary is under way. Nothing was changed: start the execution again when it is over`,
    );
  }
  const old = await readVersion(lambda, plan, oldVersion);
  const reason = whyNotShared(old, await readVersion(lambda, plan, '$LATEST'));
  if (reason !== undefined)
    throw new NotApplied(`canary: the alias ${alias}: ${reason}. Nothing was changed`);
  return {
    alias,
    old: describeVersion(plan, oldVersion, old),
    isBaseline: isBaseline(plan, old),
    machine,
  };
}

/** Publishes what the function has now, and starts the execution that moves the alias to it. */
export async function beginCanary(
  lambda: LambdaClient,
  plan: Plan,
  { alias, old, isBaseline: isPromised, machine }: ReadyCanary,
  now: { readonly latest: Latest; readonly before: Latest; readonly chosen: Promised },
  onPublished: (version: string) => void,
): Promise<Pick<Applied, 'alias' | 'version' | 'canary'>> {
  const { canary } = plan.afterwards;
  const version = await publishVersion(lambda, plan.target.functionArn, now.latest, onPublished);
  // What the alias points to is this already: nothing was changed since it was published.
  if (version === old.version || canary === undefined) return { alias, version };
  const input: CanaryPlan = {
    schemaVersion: 1,
    tunedBy: plan.executionArn,
    functionArn: plan.target.functionArn,
    functionName: plan.target.functionName,
    region: plan.target.region,
    alias,
    ...canary,
    ephemeralStorageMB: plan.target.ephemeralStorageMB,
    old,
    new: describeVersion(plan, version, await readVersion(lambda, plan, version)),
    promised: isPromised ? promisedOf(plan, now.chosen) : {},
    latest: {
      memoryMB: now.before.memoryMB,
      architecture: now.before.architecture,
      codeSha256: now.before.codeSha256,
    },
    notify: plan.afterwards.notify,
    ...keptAt(plan),
  };
  const executionArn = await start(machine, executionNameOf(plan.executionArn), input);
  return { alias, version, canary: { executionArn, share: canary.share, minutes: canary.minutes } };
}

/** Where its end is kept: beside the result that the run is going to have. */
function keptAt({ resultsBucket: bucket, target, ...run }: Plan): Pick<CanaryPlan, 'kept'> {
  return bucket === undefined ? {} : { kept: { bucket, key: canaryKey(keyOfResult({ target, run })) } };
}

/** An answer may be lost after Step Functions has begun: of one name there is one execution. */
async function start(
  { states, stateMachineArn }: CanaryMachine,
  name: string,
  input: CanaryPlan,
): Promise<string> {
  try {
    const { executionArn = '' } = await states.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
    );
    return executionArn;
  } catch (error) {
    if (errorName(error) !== 'ExecutionAlreadyExists') throw error;
    return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }
}
