import {
  GetAliasCommand,
  type GetAliasCommandOutput,
  type LambdaClient,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import type { CanaryPlan } from '../../contract/index.ts';

/** How an alias stands to a canary. */
export type AliasState =
  /** All invocations go to the old version. */
  | 'old'
  /** The new version has a share. */
  | 'shared'
  /** All go to the new version. */
  | 'new'
  /** Somebody else has pointed it elsewhere, or has given another version a share. */
  | 'moved';

type Routed = Pick<CanaryPlan, 'functionArn' | 'alias' | 'share'> & {
  readonly old: { readonly version: string };
  readonly new: { readonly version: string };
};

/** Reads where the alias points to. */
export async function aliasState(lambda: LambdaClient, plan: Routed): Promise<AliasState> {
  return stateOf(await read(lambda, plan), plan);
}

/**
 * Moves the alias, unless it is there already, or somebody else has moved it. An answer may be lost after Lambda has
 * acted: it is the alias that tells, not the error.
 * @returns where it is then
 */
export async function moveAlias(
  lambda: LambdaClient,
  plan: Routed,
  to: Exclude<AliasState, 'moved'>,
): Promise<AliasState> {
  const alias = await read(lambda, plan);
  const state = stateOf(alias, plan);
  if (state === to || state === 'moved') return state;
  const share = { [plan.new.version]: plan.share };
  try {
    await lambda.send(
      new UpdateAliasCommand({
        FunctionName: plan.functionArn,
        Name: plan.alias,
        FunctionVersion: to === 'new' ? plan.new.version : plan.old.version,
        RoutingConfig: { AdditionalVersionWeights: to === 'shared' ? share : {} },
        RevisionId: alias.RevisionId,
      }),
    );
    return to;
  } catch (error) {
    const now = await aliasState(lambda, plan).catch(() => undefined);
    if (now === to || now === 'moved') return now;
    throw error;
  }
}

function read(lambda: LambdaClient, { functionArn, alias }: Routed): Promise<GetAliasCommandOutput> {
  return lambda.send(new GetAliasCommand({ FunctionName: functionArn, Name: alias }));
}

function stateOf({ FunctionVersion, RoutingConfig }: GetAliasCommandOutput, plan: Routed): AliasState {
  const others = Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {});
  if (others.length === 0) {
    if (FunctionVersion === plan.old.version) return 'old';
    return FunctionVersion === plan.new.version ? 'new' : 'moved';
  }
  const isOurs =
    FunctionVersion === plan.old.version && others.length === 1 && others[0] === plan.new.version;
  return isOurs ? 'shared' : 'moved';
}
