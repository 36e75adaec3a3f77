import { megabytes, percentOf } from './numbers.ts';

/** A version that has a share of an alias' invocations for a while. */
export interface Trial {
  readonly memoryMB: number;
  /** Where that was changed. */
  readonly architecture?: string | undefined;
  readonly version?: string | undefined;
  readonly alias?: string | undefined;
  readonly canary: { readonly share: number; readonly minutes: number };
}

/** What was applied, by name: "512 MB on arm64", without the architecture where that stays. */
export function appliedName({ memoryMB, architecture }: Pick<Trial, 'memoryMB' | 'architecture'>): string {
  return `${megabytes(memoryMB)}${architecture === undefined ? '' : ` on ${architecture}`}`;
}

/** Says of a version that it is on trial, as a sentence. */
export function onTrial({ version, alias, canary, ...applied }: Trial): string {
  return `On trial: ${appliedName(applied)} as version ${version}, for ${percentOf(canary.share)} of the invocations of the alias ${alias}, ${canary.minutes} minutes long.`;
}
