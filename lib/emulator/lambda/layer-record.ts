import type { CodePackage } from './code-store.ts';

/** One version of a layer. Never changed. */
export interface LayerVersion {
  readonly layerName: string;
  readonly version: number;
  readonly description: string;
  /** ms since the epoch. */
  readonly createdMs: number;
  readonly content: CodePackage;
  /** What its publisher says that it is for; nothing enforces it. */
  readonly compatibleRuntimes: readonly string[];
  readonly compatibleArchitectures: readonly string[];
  readonly licenseInfo?: string;
}

export interface Layer {
  readonly name: string;
  /** By number, oldest first. */
  readonly versions: Map<number, LayerVersion>;
  /** Numbers are never given twice, not even after a deletion. */
  nextVersion: number;
}
