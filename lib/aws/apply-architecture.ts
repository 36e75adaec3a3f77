import { type LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { type Architecture, NotApplied, type Plan, type Target } from '../contract/index.ts';
import { downloadCode } from './code/download.ts';
import { errorText } from './error-text.ts';
import { changeLatest, type Latest, readLatest } from './latest.ts';
import { readTarget } from './target.ts';

/**
 * Code and layers change in two calls, and between them `$LATEST` would be broken where a layer runs on one
 * architecture only. So a function changes its architecture only if all of its layers run on both.
 * @returns undefined where nothing stands against applying it.
 */
export function whyOnlyProposed(
  plan: Plan,
  { layers }: Latest,
  architecture: Architecture,
): string | undefined {
  if (plan.code?.[architecture] !== undefined) {
    return `it was measured there with other code (code.${architecture} in the input), which is not the function's`;
  }
  if (plan.target.packageType === 'Image') return 'a container image is for one architecture';
  const known = new Set(plan.layersForBoth);
  const unknown = layers.filter((layer) => !known.has(layer));
  if (unknown.length === 0) return undefined;
  return `it is not known that ${unknown.length === 1 ? 'its layer' : 'its layers'} ${unknown.join(', ')} run on both architectures, and layers and code can't change in one call`;
}

/** A change of architecture that has all it needs. */
export interface ArchitectureChange {
  /** Changes it. Memory size and everything else stay. */
  apply(architecture: Architecture, onAccepted: () => void): Promise<Latest>;
  /**
   * Gives the function the architecture that it had, where it hasn't got it.
   * @returns what came of it: a sentence and a space, or nothing. Never throws.
   */
  putBack(): Promise<string>;
}

/**
 * Gets what a change of architecture takes: the code once more, the same package, as the hash proves.
 * Changes nothing yet.
 * @throws TargetNotTunable, TargetChanged
 */
export async function prepareArchitecture(
  lambda: LambdaClient,
  plan: Plan,
  before: Latest,
): Promise<ArchitectureChange> {
  const code = await measuredCode(lambda, plan);
  return {
    apply: (architecture, onAccepted) =>
      setArchitecture(lambda, plan.target, { code, architecture, revisionId: before.revisionId, onAccepted }),
    putBack: () => putBack(lambda, plan, code, before.architecture),
  };
}

/** Of the version that was measured: in `$LATEST` it may be replaced while it is downloaded. */
async function measuredCode(lambda: LambdaClient, plan: Plan): Promise<Uint8Array> {
  const { functionArn, version, codeSha256 } = plan.target;
  const { code } = await readTarget(lambda, functionArn, version);
  return await downloadCode(lambda, code.Location ?? '', codeSha256, `the code of ${functionArn}`);
}

interface Setting {
  readonly code: Uint8Array;
  readonly architecture: Architecture;
  readonly revisionId: string;
  readonly onAccepted: () => void;
}

/** Changes the architecture of `$LATEST`. @param target whose code it has and keeps */
export function setArchitecture(
  lambda: LambdaClient,
  { functionArn, codeSha256 }: Pick<Target, 'functionArn' | 'codeSha256'>,
  { code, architecture, revisionId, onAccepted }: Setting,
): Promise<Latest> {
  return changeLatest(
    lambda,
    functionArn,
    () =>
      lambda.send(
        new UpdateFunctionCodeCommand({
          FunctionName: functionArn,
          ZipFile: code,
          Architectures: [architecture],
          RevisionId: revisionId,
        }),
      ),
    (now) => now.architecture === architecture && now.codeSha256 === codeSha256,
    onAccepted,
  );
}

async function putBack(
  lambda: LambdaClient,
  plan: Plan,
  code: Uint8Array,
  architecture: Architecture,
): Promise<string> {
  try {
    const now = await readLatest(lambda, plan.target.functionArn);
    if (now.codeSha256 !== plan.target.codeSha256) {
      throw new NotApplied('somebody else has deployed other code meanwhile, which is left as it is');
    }
    if (now.architecture === architecture) return '';
    await setArchitecture(lambda, plan.target, {
      code,
      architecture,
      revisionId: now.revisionId,
      onAccepted: () => undefined,
    });
    return 'The architecture was put back. ';
  } catch (error) {
    return `The architecture could not be put back to ${architecture}: ${errorText(error)}. `;
  }
}
