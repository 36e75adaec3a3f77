import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  type Architecture,
  type Candidate,
  InvalidInput,
  type Plan,
  type SkippedCandidate,
  type Target,
  type Warning,
} from '../contract/index.ts';
import { compatibilityWith } from './compatibility.ts';
import type { TargetFunction } from './target.ts';

/** What was found out about the architectures that aren't the target's own. */
export interface CheckedArchitectures {
  readonly skipped: readonly SkippedCandidate[];
  readonly warnings: readonly Warning[];
  readonly checks: Plan['checks'];
  /** ARNs of the target's layers, where every one of them runs on both architectures. */
  readonly layersForBoth: readonly string[];
}

/**
 * Finds the candidates that can't run, before anything is created: those on an architecture that the
 * target's runtime, layers or native code rule out. The target's own is not questioned.
 *
 * @throws InvalidInput where no candidate is left, TargetNotTunable and TargetChanged by its code.
 */
export async function checkArchitectures(
  lambda: LambdaClient,
  found: TargetFunction,
  target: Pick<Target, 'architecture' | 'codeSha256'>,
  candidates: readonly Candidate[],
): Promise<CheckedArchitectures> {
  const other = candidates.find(({ architecture }) => architecture !== target.architecture)?.architecture;
  if (other === undefined) return { skipped: [], warnings: [], checks: [], layersForBoth: [] };
  const { reason, unknown } = await compatibilityWith(lambda, found, target, other);
  if (reason !== undefined) return ruledOut(candidates, other, reason);
  const layers = (found.configuration.Layers ?? []).flatMap(({ Arn }) => Arn ?? []);
  if (unknown.length > 0) {
    return {
      skipped: [],
      warnings: [
        {
          code: 'compatibility-unknown',
          message: `whether the function runs on ${other} could not be checked completely, so it is tried: ${unknown.join('; ')}`,
        },
      ],
      checks: [],
      layersForBoth: [],
    };
  }
  return {
    skipped: [],
    warnings: [],
    checks: [{ name: 'architecture', message: `nothing in runtime, layers and code rules out ${other}` }],
    layersForBoth: layers,
  };
}

function ruledOut(
  candidates: readonly Candidate[],
  other: Architecture,
  reason: string,
): CheckedArchitectures {
  const skipped = candidates.filter(({ architecture }) => architecture === other);
  if (skipped.length === candidates.length) {
    throw new InvalidInput(
      `architectures: got ["${other}"], on which the function can't run: ${reason}. Allowed: leave architectures out to measure its own, or tune a build for ${other}`,
    );
  }
  return {
    skipped: skipped.map((candidate) => ({ ...candidate, reason })),
    warnings: [{ code: 'architecture-skipped', message: `${other} is not measured: ${reason}` }],
    checks: [],
    layersForBoth: [],
  };
}
