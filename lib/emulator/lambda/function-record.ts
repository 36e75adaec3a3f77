import type { Architecture } from '../../contract/index.ts';
import type { Configuration } from './configuration.ts';
import type { FunctionCode } from './function-code.ts';
import type { Settling } from './lifecycle.ts';
import type { RuntimeManagement } from './runtime-management.ts';

export const LATEST = '$LATEST';

/** One version of a function. Never changed: an update makes another one. */
export interface FunctionVersion {
  /** `$LATEST`, or a number. */
  readonly version: string;
  readonly configuration: Configuration;
  readonly architecture: Architecture;
  readonly code: FunctionCode;
  /** Another one after each update, whatever it changed: environments belong to a deployment. */
  readonly deploymentId: string;
  /** ms since the epoch. */
  readonly lastModifiedMs: number;
  readonly settling: Settling;
  readonly runtimeManagement: RuntimeManagement;
  /** `$LATEST` as it was when this version was published from it. */
  readonly publishedFrom?: FunctionVersion;
}

export interface Alias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
  /** Another version that gets a share of the invocations, from 0 to 1. */
  readonly routing?: { readonly version: string; readonly weight: number } | undefined;
}

/** A function: `$LATEST`, what was published from it, its aliases and tags. */
export interface FunctionRecord {
  readonly name: string;
  latest: FunctionVersion;
  /** What `$LATEST` was before an update that is in progress: it serves until that ends. */
  replaced: FunctionVersion | undefined;
  /** By number, oldest first. */
  readonly published: Map<string, FunctionVersion>;
  /** Numbers are never given twice, not even after a deletion. */
  nextVersion: number;
  readonly aliases: Map<string, Alias>;
  readonly tags: Map<string, string>;
  /** Invocations at once; undefined where it shares the account's. */
  reservedConcurrency: number | undefined;
}

/** `$LATEST` or a published version. */
export function versionOf(record: FunctionRecord, version: string): FunctionVersion | undefined {
  return version === LATEST ? record.latest : record.published.get(version);
}
