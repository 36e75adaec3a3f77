import { createHash } from 'node:crypto';
import { functionArn, type Place, partitionOf } from '../arn.ts';
import type { FunctionVersion } from './function-record.ts';
import type { Located } from './locate.ts';

/** When a version's runtime is updated, and to what. It has no effect here: runtimes are this machine's. */
export type RuntimeManagement =
  | { readonly updateOn: 'Auto' | 'FunctionUpdate' }
  | { readonly updateOn: 'Manual'; readonly runtimeVersionArn: string };

export const AUTOMATIC: RuntimeManagement = { updateOn: 'Auto' };

/** What a version runs on: the runtime that it was pinned to, or the one that is current. */
export function runtimeVersionArn(
  place: Place,
  { runtimeManagement, configuration }: Pick<FunctionVersion, 'runtimeManagement' | 'configuration'>,
): string {
  return runtimeManagement.updateOn === 'Manual'
    ? runtimeManagement.runtimeVersionArn
    : currentVersionArn(place, configuration.runtime);
}

/** Made up, in the form of Lambda's own, and always the same for a runtime and a region. */
function currentVersionArn({ region }: Place, runtime: string): string {
  const version = createHash('sha256').update(runtime).digest('hex');
  return `arn:${partitionOf(region)}:lambda:${region}::runtime:${version}`;
}

/** The answer of both actions. */
export function runtimeManagementAnswer(
  place: Place,
  { record, version: { runtimeManagement }, qualifier }: Located,
): Record<string, unknown> {
  return {
    UpdateRuntimeOn: runtimeManagement.updateOn,
    FunctionArn: functionArn(place, record.name, qualifier),
    RuntimeVersionArn: runtimeManagement.updateOn === 'Manual' ? runtimeManagement.runtimeVersionArn : null,
  };
}
