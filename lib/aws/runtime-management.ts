import { GetRuntimeManagementConfigCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Architecture, Target, Warning } from '../contract/index.ts';
import { errorText } from './error-text.ts';
import type { TargetFunction } from './target.ts';

/** The runtime version that probes have to be kept at. */
export interface RuntimeManagement {
  /** Absent where the target takes new runtime versions by itself, as a new function does. */
  readonly versionArn?: string;
  readonly warnings: readonly Warning[];
}

/**
 * Looks whether the target is kept at a runtime version: then its probes have to be too, or something else
 * would be measured.
 * @param measured the architectures of the candidates
 */
export async function runtimeManagement(
  lambda: LambdaClient,
  found: TargetFunction,
  target: Target,
  measured: readonly Architecture[],
): Promise<RuntimeManagement> {
  const { Runtime, RuntimeVersionConfig } = found.configuration;
  const versionArn = RuntimeVersionConfig?.RuntimeVersionArn;
  // Images and own runtimes have none; what doesn't say its version can't be kept at it.
  if (target.packageType === 'Image' || Runtime === undefined || versionArn === undefined) {
    return { warnings: [] };
  }
  const kept = await updateRuntimeOn(lambda, target);
  if (kept === 'Auto') return { warnings: [] };
  if (kept !== 'Manual' && kept !== 'FunctionUpdate') {
    return { warnings: [warning(`whether it is kept at a runtime version is not known: ${kept}`)] };
  }
  if (target.snapStart) {
    return { warnings: [warning('it has SnapStart, whose versions take the runtime of the day')] };
  }
  const others = measured.filter((architecture) => architecture !== target.architecture);
  return {
    versionArn,
    warnings: others.map((architecture) =>
      warning(`on ${architecture}, where that version is another build, it has the newest`),
    ),
  };
}

function warning(why: string): Warning {
  return {
    code: 'runtime-version-not-copied',
    message: `the function may be measured with another runtime version than its own: ${why}`,
  };
}

/** @returns Auto, FunctionUpdate or Manual, or why that can't be had */
async function updateRuntimeOn(lambda: LambdaClient, { functionArn, qualifier }: Target): Promise<string> {
  try {
    const { UpdateRuntimeOn } = await lambda.send(
      new GetRuntimeManagementConfigCommand({
        FunctionName: functionArn,
        ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
      }),
    );
    return UpdateRuntimeOn ?? 'Auto';
  } catch (error) {
    return `GetRuntimeManagementConfig: ${errorText(error)}`;
  }
}
