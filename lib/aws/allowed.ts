/**
 * What an execution's input may name, as ARN patterns in which `*` stands for any text. The owner of the
 * stack writes them into the construct's props; an empty list allows nothing.
 */
export interface Allowed {
  /** Functions that may be measured in place. */
  readonly inPlaceTargets: readonly string[];
  /** Roles that probes may run under, beside their target's own. */
  readonly otherProbeRoles: readonly string[];
  /** Objects of S3 that may be a probe's code: `arn:aws:s3:::bucket/key`. */
  readonly codeObjects: readonly string[];
  /** Repositories of Amazon ECR whose images may be a probe's code. */
  readonly codeRepositories: readonly string[];
  /** Functions whose code may be a probe's. */
  readonly codeFunctions: readonly string[];
  /** Layer versions that a probe may have, beside its target's own. */
  readonly codeLayers: readonly string[];
}

export const NOTHING_ALLOWED: Allowed = {
  inPlaceTargets: [],
  otherProbeRoles: [],
  codeObjects: [],
  codeRepositories: [],
  codeFunctions: [],
  codeLayers: [],
};

/** Whether one of the patterns is the ARN's. */
export function isAllowed(arn: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern.split('*').map(escaped).join('.*');
    return new RegExp(`^${source}$`, 's').test(arn);
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
