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

/** Where the alias is. */
export interface AliasPlace {
  readonly state: AliasState;
  /** The version that it points to; while it is shared, the one with the larger share. */
  readonly version: string;
}

/** From where a canary moves it: a step that comes late, when another has moved it, does nothing. */
const FROM = { shared: 'old', new: 'shared', old: 'shared' } as const satisfies Record<string, AliasState>;

/** Reads where the alias points to. */
export async function aliasState(lambda: LambdaClient, plan: Routed): Promise<AliasState> {
  return placeOf(await read(lambda, plan), plan).state;
}

/**
 * Moves the alias, unless it isn't where a canary moves it from. An answer may be lost after Lambda has acted: it is the
 * alias that tells, not the error.
 * @returns where it is then
 */
export async function moveAlias(
  lambda: LambdaClient,
  plan: Routed,
  to: keyof typeof FROM,
): Promise<AliasPlace> {
  const alias = await read(lambda, plan);
  const place = placeOf(alias, plan);
  if (place.state !== FROM[to]) return place;
  const version = to === 'new' ? plan.new.version : plan.old.version;
  const share = { [plan.new.version]: plan.share };
  try {
    await lambda.send(
      new UpdateAliasCommand({
        FunctionName: plan.functionArn,
        Name: plan.alias,
        FunctionVersion: version,
        RoutingConfig: { AdditionalVersionWeights: to === 'shared' ? share : {} },
        RevisionId: alias.RevisionId,
      }),
    );
    return { state: to, version };
  } catch (error) {
    const now = await read(lambda, plan).catch(() => undefined);
    const found = now && placeOf(now, plan);
    if (found === undefined || found.state === FROM[to]) throw error;
    return found;
  }
}

function read(lambda: LambdaClient, { functionArn, alias }: Routed): Promise<GetAliasCommandOutput> {
  return lambda.send(new GetAliasCommand({ FunctionName: functionArn, Name: alias }));
}

function placeOf(alias: GetAliasCommandOutput, plan: Routed): AliasPlace {
  return { state: stateOf(alias, plan), version: alias.FunctionVersion ?? '' };
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
