import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { type Candidate, type Plan, ProbeNotCreated } from '../contract/index.ts';
import type { ProbeCode } from './code/probe-code.ts';
import { errorName } from './error-text.ts';
import { PROBE_PREFIX, probeName, TAGS, tagValue } from './probe-name.ts';
import { isRefusal, refusal } from './refused.ts';
import type { TargetFunction } from './target.ts';
import { withoutEnvironment } from './without-environment.ts';

const MAX_TAGS = 50;

/** What a probe is: the target's code and configuration, with the candidate's memory and architecture. */
export function probeInput(
  plan: Plan,
  target: TargetFunction,
  code: ProbeCode,
  candidate: Candidate,
): CreateFunctionCommandInput {
  const { configuration } = target;
  return {
    ...copied(configuration),
    ...ofCode(code),
    FunctionName: probeName(plan.probePrefix, candidate),
    Description: `Temporary copy for power tuning; deleted at the end of the execution, at the latest after ${plan.probesExpireAt}`,
    Architectures: [candidate.architecture],
    MemorySize: candidate.memoryMB,
    Role: plan.probeRole ?? configuration.Role,
    // With SnapStart only published versions are what the function's callers meet.
    ...(plan.target.snapStart && code.packageType === 'Zip'
      ? { SnapStart: { ApplyOn: 'PublishedVersions' as const }, Publish: true }
      : {}),
    // As text and without levels, so that a report line always comes back.
    ...(plan.probeLogGroup === undefined
      ? {}
      : { LoggingConfig: { LogFormat: 'Text', LogGroup: plan.probeLogGroup } }),
    Tags: probeTags(plan, target.tags),
  };
}

/** What is taken over as it is. The environment goes straight through and into nothing else. */
function copied(configuration: FunctionConfiguration): Partial<CreateFunctionCommandInput> {
  const { Environment, EphemeralStorage, FileSystemConfigs, KMSKeyArn, Timeout, TracingConfig, VpcConfig } =
    configuration;
  const inVpc = (VpcConfig?.SubnetIds?.length ?? 0) > 0;
  return {
    ...(Timeout === undefined ? {} : { Timeout }),
    ...(Environment?.Variables === undefined ? {} : { Environment: { Variables: Environment.Variables } }),
    ...(KMSKeyArn === undefined ? {} : { KMSKeyArn }),
    ...(EphemeralStorage === undefined ? {} : { EphemeralStorage }),
    ...((FileSystemConfigs?.length ?? 0) === 0 ? {} : { FileSystemConfigs }),
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

/** What belongs to the code rather than to the function. */
function ofCode({
  code,
  packageType,
  configuration,
  layers,
}: ProbeCode): Pick<CreateFunctionCommandInput, 'Code'> & Partial<CreateFunctionCommandInput> {
  const { Handler, ImageConfigResponse, Layers, Runtime } = configuration;
  if (packageType === 'Image') {
    const { ImageConfig } = ImageConfigResponse ?? {};
    return { PackageType: 'Image', Code: code, ...(ImageConfig === undefined ? {} : { ImageConfig }) };
  }
  const arns = layers ?? (Layers ?? []).flatMap(({ Arn }) => Arn ?? []);
  return {
    PackageType: 'Zip',
    Code: code,
    ...(Runtime === undefined ? {} : { Runtime }),
    ...(Handler === undefined ? {} : { Handler }),
    ...(arns.length === 0 ? {} : { Layers: [...arns] }),
  };
}

/** The target's own tags (who requires tags requires them here too), the stack's, and those by which probes are found. */
function probeTags(plan: Plan, own: Readonly<Record<string, string>>): Record<string, string> {
  const ours = {
    ...plan.probeTags,
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
 * Creates a probe. One that exists already was made by an attempt before this one, as its tag has to show.
 * @returns `refused` where Lambda rejects this configuration, as new accounts do over 3,008 MB.
 * @throws ProbeNotCreated where somebody else has a function of that name; the SDK's error for everything else.
 */
export async function createProbe(
  lambda: LambdaClient,
  input: CreateFunctionCommandInput,
): Promise<Creation> {
  try {
    await lambda.send(new CreateFunctionCommand(input));
    return { status: 'created' };
  } catch (error) {
    if (errorName(error) === 'ResourceConflictException') {
      await assertOurs(lambda, input);
      return { status: 'created' };
    }
    if (!isRefusal(error)) throw error;
    const { Variables } = input.Environment ?? {};
    return { status: 'refused', reason: withoutEnvironment(refusal('create it', error), Variables) };
  }
}

/** @throws ProbeNotCreated */
async function assertOurs(lambda: LambdaClient, { FunctionName, Tags }: CreateFunctionCommandInput) {
  const { Tags: found } = await lambda.send(new GetFunctionCommand({ FunctionName }));
  if (found?.[TAGS.execution] === Tags?.[TAGS.execution]) return;
  throw new ProbeNotCreated(
    `there is a function ${FunctionName} already that this execution did not make: it is neither invoked nor deleted. Names that begin with ${PROBE_PREFIX} belong to the tuner`,
  );
}

/**
 * Deletes a probe.
 * @param executionArn whose it has to be, by its tag; a function of that name that isn't is left alone
 * @returns false where Lambda won't delete it yet. A probe that doesn't exist counts as deleted.
 */
export async function deleteProbe(
  lambda: LambdaClient,
  functionName: string,
  executionArn: string,
): Promise<boolean> {
  try {
    const { Tags } = await lambda.send(new GetFunctionCommand({ FunctionName: functionName }));
    if (Tags?.[TAGS.execution] !== tagValue(executionArn)) return true;
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
