import { functionArn } from '../arn.ts';
import type { LambdaContext } from './context.ts';
import { functionNotFound } from './errors.ts';
import { type Alias, type FunctionRecord, versionOf } from './function-record.ts';

/** Lambda's AliasConfiguration. */
export function aliasConfiguration(
  { place }: LambdaContext,
  record: FunctionRecord,
  alias: Alias,
): Record<string, unknown> {
  return {
    AliasArn: functionArn(place, record.name, alias.name),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    ...(alias.routing !== undefined && {
      RoutingConfig: { AdditionalVersionWeights: { [alias.routing.version]: alias.routing.weight } },
    }),
    RevisionId: alias.revisionId,
  };
}

/** @throws ApiError where an alias would point to a version that isn't there */
export function checkVersion({ place }: LambdaContext, record: FunctionRecord, version: string): void {
  if (versionOf(record, version) !== undefined) return;
  throw functionNotFound(functionArn(place, record.name, version));
}
