import * as z from 'zod';
import { checkVersion } from './alias-answer.ts';
import type { LambdaContext } from './context.ts';
import { invalidParameter } from './errors.ts';
import {
  type Alias,
  type FunctionRecord,
  type FunctionVersion,
  LATEST,
  versionOf,
} from './function-record.ts';
import type { Located } from './locate.ts';
import { versionSchema } from './members.ts';

/** RoutingConfig of CreateAlias and UpdateAlias; without weights it takes the routing away. */
export const routingConfigSchema = z.strictObject({
  AdditionalVersionWeights: z.record(versionSchema, z.number().min(0).max(1)).nullish(),
});
type RoutingConfig = z.output<typeof routingConfigSchema>;

/**
 * What a RoutingConfig stands for beside an alias' own version.
 * Source: "Using Lambda aliases in traffic shifting", AWS Lambda Developer Guide: one other version, both published.
 * @throws ApiError
 */
export function routingOf(
  lambda: LambdaContext,
  record: FunctionRecord,
  version: string,
  config: RoutingConfig,
): Alias['routing'] {
  const weights = Object.entries(config.AdditionalVersionWeights ?? {});
  const [first, ...others] = weights;
  if (first === undefined) return undefined;
  const [other, weight] = first;
  if (others.length > 0) {
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  if (version === LATEST || other === LATEST) {
    throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  if (version === other) {
    throw invalidParameter(
      `Invalid function version ${other}. Function version ${version} is already included in routing configuration.`,
    );
  }
  checkVersion(lambda, record, other);
  return { version: other, weight };
}

/** Of each alias, how many invocations it has had: AWS draws by chance, here shares come out as exactly as they can. */
const counts = new WeakMap<Alias, number>();

/** The version that an invocation gets: an alias may have two. */
export function routed({ record, version, alias }: Located): FunctionVersion {
  if (alias?.routing === undefined) return version;
  const { weight } = alias.routing;
  const count = counts.get(alias) ?? 0;
  counts.set(alias, count + 1);
  const isOther = Math.floor((count + 1) * weight) > Math.floor(count * weight);
  return (isOther ? versionOf(record, alias.routing.version) : undefined) ?? version;
}
