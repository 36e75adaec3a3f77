import {
  CreateAliasCommand,
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { type Candidate, NotApplied, type OptimizerResult, type Plan } from '../contract/index.ts';
import { errorMessage, errorName } from './error-name.ts';

const UPDATE_WAIT_SECONDS = 240;
const POLL_SECONDS = { minDelay: 0.5, maxDelay: 2 };

/**
 * Gives the target the chosen memory size, and with an alias also a version that the alias points to.
 * Applies only to the code that was measured, and only if nobody has touched the function since the plan.
 * @throws NotApplied
 */
export async function applyRecommendation(
  lambda: LambdaClient,
  plan: Plan,
  chosen: Candidate,
): Promise<OptimizerResult> {
  if (chosen.architecture !== plan.target.architecture) {
    return {
      warnings: [
        {
          code: 'architecture-proposed',
          message: `the recommendation is ${chosen.memoryMB} MB on ${chosen.architecture}; the function runs on ${plan.target.architecture}, and changing the architecture is proposed, not applied. Nothing was changed`,
        },
      ],
    };
  }
  try {
    return { applied: await apply(lambda, plan, chosen.memoryMB), warnings: [] };
  } catch (error) {
    if (error instanceof NotApplied) throw error;
    throw new NotApplied(
      `${chosen.memoryMB} MB could not be applied to ${plan.target.functionArn}: ${errorName(error)}: ${errorMessage(error)}. ${remedyFor(error)}`,
      { cause: error },
    );
  }
}

async function apply(lambda: LambdaClient, plan: Plan, memoryMB: number) {
  const FunctionName = plan.target.functionArn;
  const before = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  assertMeasuredCode(plan, before);
  if (before.MemorySize !== memoryMB) {
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName,
        MemorySize: memoryMB,
        RevisionId: plan.target.latest.revisionId,
      }),
    );
    await waitUntilFunctionUpdatedV2(
      { client: lambda, maxWaitTime: UPDATE_WAIT_SECONDS, ...POLL_SECONDS },
      { FunctionName },
    );
  }
  if (plan.applyAlias === undefined) return { memoryMB };
  return {
    memoryMB,
    alias: plan.applyAlias,
    version: await publishTo(lambda, plan, memoryMB, plan.applyAlias),
  };
}

/**
 * `$LATEST` of a target that was named by version or alias may be newer, unreleased code: it is never
 * changed or published on the strength of another code's measurements.
 */
function assertMeasuredCode(plan: Plan, latest: FunctionConfiguration): void {
  if (latest.CodeSha256 !== plan.target.codeSha256) {
    throw new NotApplied(
      `$LATEST of ${plan.target.functionArn} has the code ${latest.CodeSha256}; measured was ${plan.target.codeSha256} (version ${plan.target.version}): nothing was applied. Tune the code that is in $LATEST, or apply the recommendation by hand`,
    );
  }
}

async function publishTo(lambda: LambdaClient, plan: Plan, memoryMB: number, alias: string): Promise<string> {
  const FunctionName = plan.target.functionArn;
  // Read again: the revision changes once more when an update has finished.
  const updated = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  assertMeasuredCode(plan, updated);
  if (updated.MemorySize !== memoryMB) {
    throw new NotApplied(
      `${FunctionName} has ${updated.MemorySize} MB after ${memoryMB} MB were applied: somebody else changed it; no version was published`,
    );
  }
  const { Version = '' } = await lambda.send(
    new PublishVersionCommand({
      FunctionName,
      CodeSha256: plan.target.codeSha256,
      ...(updated.RevisionId === undefined ? {} : { RevisionId: updated.RevisionId }),
    }),
  );
  await waitUntilPublishedVersionActive(
    { client: lambda, maxWaitTime: UPDATE_WAIT_SECONDS, ...POLL_SECONDS },
    { FunctionName, Qualifier: Version },
  );
  await pointAlias(lambda, FunctionName, alias, Version);
  return Version;
}

async function pointAlias(
  lambda: LambdaClient,
  FunctionName: string,
  Name: string,
  FunctionVersion: string,
): Promise<void> {
  const existing = await lambda.send(new GetAliasCommand({ FunctionName, Name })).catch((error: unknown) => {
    if (errorName(error) === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  if (existing === undefined) {
    await lambda.send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion }));
    return;
  }
  if (existing.FunctionVersion === FunctionVersion) return;
  await lambda.send(
    new UpdateAliasCommand({
      FunctionName,
      Name,
      FunctionVersion,
      ...(existing.RevisionId === undefined ? {} : { RevisionId: existing.RevisionId }),
    }),
  );
}

function remedyFor(error: unknown): string {
  switch (errorName(error)) {
    case 'PreconditionFailedException':
      return 'It was changed by somebody else since the run began: start the execution again';
    case 'AccessDeniedException':
      return "The function has to be in the stack's list of functions that may be changed (optimizable in the construct's props)";
    default:
      return 'Apply it by hand, or start the execution again';
  }
}
