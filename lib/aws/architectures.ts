import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  type Architecture,
  type Candidate,
  InvalidInput,
  type Isolation,
  type Plan,
  type SkippedCandidate,
  type Target,
  type Warning,
} from '../contract/index.ts';
import type { FoundCodes } from './code/given.ts';
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

/** What is looked at. */
export interface Checked {
  readonly found: TargetFunction;
  /** Code that the input names in place of the target's own. */
  readonly codes: FoundCodes;
  readonly isolation: Isolation;
}

/**
 * Finds the candidates that can't run, before anything is created: those on an architecture that isolation,
 * runtime, image, layers or native code rule out. The target's own is not questioned.
 *
 * @throws InvalidInput where no candidate is left, TargetNotTunable and TargetChanged by its code.
 */
export async function checkArchitectures(
  lambda: LambdaClient,
  { found, codes, isolation }: Checked,
  target: Pick<Target, 'architecture' | 'codeSha256'>,
  candidates: readonly Candidate[],
): Promise<CheckedArchitectures> {
  const other = candidates.find(({ architecture }) => architecture !== target.architecture)?.architecture;
  if (other === undefined) return { skipped: [], warnings: [], checks: [], layersForBoth: [] };
  if (isolation === 'in-place') return ruledOut(candidates, other, IN_PLACE_REASON);
  const { reason, unknown } = await compatibilityWith(lambda, found, target, other, codes[other]);
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
    // Code that only one architecture has can't be applied by changing the architecture.
    layersForBoth: codes[other] === undefined ? layers : [],
  };
}

const IN_PLACE_REASON =
  'isolation "in-place" measures versions of the function itself, which has one architecture';

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
