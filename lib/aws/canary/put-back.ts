import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { CanaryPlan } from '../../contract/index.ts';
import { setArchitecture } from '../apply-architecture.ts';
import { downloadCode } from '../code/download.ts';
import { type Latest, layersOf, readLatest, setMemory } from '../latest.ts';
import { readTarget } from '../target.ts';

/**
 * Gives `$LATEST` the architecture and the memory size that it had, unless somebody has changed it since. The
 * architecture first, as it was applied: an attempt that ends between the two is gone on from.
 * @returns whether it was given something back
 */
export async function putBack(plan: CanaryPlan, lambda: LambdaClient): Promise<boolean> {
  const now = await readLatest(lambda, plan.functionArn);
  if (!isOurs(plan, now)) return false;
  if (now.architecture === plan.latest.architecture) return await putMemoryBack(plan, lambda, now);
  const moved = await putArchitectureBack(plan, lambda, now);
  if (moved !== undefined) await putMemoryBack(plan, lambda, moved);
  return moved !== undefined;
}

/** It has the code that it had, and what it was given; or of that only the memory size, where an attempt has ended. */
function isOurs({ latest, new: given }: CanaryPlan, now: Latest): boolean {
  return (
    now.codeSha256 === latest.codeSha256 &&
    now.memoryMB === given.memoryMB &&
    (now.architecture === given.architecture || now.architecture === latest.architecture)
  );
}

/**
 * An architecture changes only together with code: the package is the new version's, which was published from it and
 * which nobody can replace.
 * @returns undefined where it has other layers than that: nobody knows whether those run on both architectures
 */
async function putArchitectureBack(
  { functionArn, latest, new: given }: CanaryPlan,
  lambda: LambdaClient,
  { revisionId, layers }: Latest,
): Promise<Latest | undefined> {
  const { configuration, code } = await readTarget(lambda, functionArn, given.version);
  if (layersOf(configuration).join() !== layers.join()) return undefined;
  const target = { functionArn, codeSha256: latest.codeSha256 };
  return await setArchitecture(lambda, target, {
    code: await downloadCode(lambda, code.Location ?? '', target.codeSha256, `the code of ${functionArn}`),
    architecture: latest.architecture,
    revisionId,
    onAccepted: () => undefined,
  });
}

/** @returns false where it has that size */
async function putMemoryBack(
  { functionArn, latest }: CanaryPlan,
  lambda: LambdaClient,
  now: Latest,
): Promise<boolean> {
  if (now.memoryMB === latest.memoryMB) return false;
  await setMemory(lambda, functionArn, now, latest.memoryMB, {
    isMade: ({ memoryMB }) => memoryMB === latest.memoryMB,
    onAccepted: () => undefined,
  });
  return true;
}
