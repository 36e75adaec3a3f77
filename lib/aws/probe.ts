import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { type Candidate, ExecutionStopped, type Plan } from '../contract/index.ts';
import { errorMessage, errorName } from './error-name.ts';
import { probeName, TAGS, tagValue } from './probe-name.ts';
import type { TargetFunction } from './target.ts';
import { untilActive, untilUpdated } from './wait.ts';

const MAX_TAGS = 50;

/** What a probe is: the target's code and configuration, with the candidate's memory and architecture. */
export function probeInput(
  plan: Plan,
  target: TargetFunction,
  code: Uint8Array,
  candidate: Candidate,
): CreateFunctionCommandInput {
  const { configuration } = target;
  return {
    ...copied(configuration),
    FunctionName: probeName(plan.probePrefix, candidate),
    Description: `Temporary copy for power tuning; deleted at the end of the execution, at the latest after ${plan.probesExpireAt}`,
    Code: { ZipFile: code },
    Architectures: [candidate.architecture],
    MemorySize: candidate.memoryMB,
    Role: configuration.Role,
    // As text and without levels, so that a report line always comes back.
    ...(plan.probeLogGroup === undefined
      ? {}
      : { LoggingConfig: { LogFormat: 'Text', LogGroup: plan.probeLogGroup } }),
    Tags: probeTags(plan, target.tags),
  };
}

/** What is taken over as it is. The environment goes straight through and into nothing else. */
function copied(configuration: FunctionConfiguration): Partial<CreateFunctionCommandInput> {
  const {
    Environment,
    EphemeralStorage,
    Handler,
    KMSKeyArn,
    Layers,
    Runtime,
    Timeout,
    TracingConfig,
    VpcConfig,
  } = configuration;
  const layers = (Layers ?? []).flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn]));
  const inVpc = (VpcConfig?.SubnetIds?.length ?? 0) > 0;
  return {
    PackageType: 'Zip',
    ...(Runtime === undefined ? {} : { Runtime }),
    ...(Handler === undefined ? {} : { Handler }),
    ...(Timeout === undefined ? {} : { Timeout }),
    ...(Environment?.Variables === undefined ? {} : { Environment: { Variables: Environment.Variables } }),
    ...(KMSKeyArn === undefined ? {} : { KMSKeyArn }),
    ...(EphemeralStorage === undefined ? {} : { EphemeralStorage }),
    ...(layers.length === 0 ? {} : { Layers: layers }),
    ...(TracingConfig?.Mode === undefined ? {} : { TracingConfig: { Mode: TracingConfig.Mode } }),
    ...(inVpc
      ? {
          VpcConfig: {
            SubnetIds: VpcConfig?.SubnetIds,
            SecurityGroupIds: VpcConfig?.SecurityGroupIds,
            Ipv6AllowedForDualStack: VpcConfig?.Ipv6AllowedForDualStack,
          },
        }
      : {}),
  };
}

/** The target's own tags (who requires tags requires them here too), and those by which probes are found. */
function probeTags(plan: Plan, own: Readonly<Record<string, string>>): Record<string, string> {
  const ours = {
    [TAGS.execution]: tagValue(plan.executionArn),
    [TAGS.target]: tagValue(plan.target.functionArn),
    [TAGS.expires]: tagValue(plan.probesExpireAt),
  };
  const theirs = Object.entries(own).filter(([key]) => !key.startsWith('aws:') && !(key in ours));
  return { ...Object.fromEntries(theirs.slice(0, MAX_TAGS - Object.keys(ours).length)), ...ours };
}

/** What became of an attempt to create a probe. */
export type Creation =
  | { readonly status: 'created' }
  | { readonly status: 'refused'; readonly reason: string };

/**
 * Creates a probe. One that exists already is ours: nobody else computes its name, so an attempt before
 * this one made it.
 * @returns `refused` where Lambda rejects this configuration, as new accounts do over 3,008 MB.
 * @throws the SDK's error for everything else.
 */
export async function createProbe(
  lambda: LambdaClient,
  input: CreateFunctionCommandInput,
): Promise<Creation> {
  try {
    await lambda.send(new CreateFunctionCommand(input));
    return { status: 'created' };
  } catch (error) {
    const name = errorName(error);
    if (name === 'ResourceConflictException') return { status: 'created' };
    if (name === 'ValidationException' || name === 'InvalidParameterValueException') {
      return { status: 'refused', reason: `Lambda refused to create it: ${name}: ${errorMessage(error)}` };
    }
    throw error;
  }
}

/** What a probe is ready for. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/**
 * Waits until a new probe can be invoked.
 * @throws ExecutionStopped
 */
export function waitActive(
  lambda: LambdaClient,
  functionName: string,
  maxWaitSeconds: number,
  assertRunning: () => Promise<void>,
): Promise<Readiness> {
  return awaited(lambda, functionName, () =>
    untilActive(lambda, functionName, maxWaitSeconds, assertRunning),
  );
}

/**
 * Retires the probe's execution environments, so that the next invocations are cold starts: any update of
 * the configuration does; the description is the one that changes nothing else.
 * @throws ExecutionStopped
 */
export async function retireEnvironments(
  lambda: LambdaClient,
  functionName: string,
  burst: number,
  maxWaitSeconds: number,
  assertRunning: () => Promise<void>,
): Promise<Readiness> {
  return awaited(lambda, functionName, async () => {
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: functionName,
        Description: `Temporary copy for power tuning; burst ${burst}`,
      }),
    );
    await untilUpdated(lambda, functionName, maxWaitSeconds, assertRunning);
  });
}

async function awaited(
  lambda: LambdaClient,
  functionName: string,
  wait: () => Promise<unknown>,
): Promise<Readiness> {
  try {
    await wait();
    return { ready: true };
  } catch (error) {
    if (error instanceof ExecutionStopped) throw error;
    const state = await lambda
      .send(new GetFunctionConfigurationCommand({ FunctionName: functionName }))
      .catch(() => undefined);
    const reason = state?.StateReason ?? state?.LastUpdateStatusReason ?? errorMessage(error);
    return { ready: false, reason: `the probe ${functionName} did not become active: ${reason}` };
  }
}

/** @returns false where Lambda won't delete it yet. A probe that doesn't exist counts as deleted. */
export async function deleteProbe(lambda: LambdaClient, functionName: string): Promise<boolean> {
  try {
    await lambda.send(new DeleteFunctionCommand({ FunctionName: functionName }));
    return true;
  } catch (error) {
    const name = errorName(error);
    if (name === 'ResourceNotFoundException') return true;
    // While a function is Pending it can't be deleted yet.
    if (name === 'ResourceConflictException') return false;
    throw error;
  }
}
