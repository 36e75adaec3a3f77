import type { Architecture } from '../../contract/index.ts';
import { type NativeFile, obstacles } from './native-files.ts';
import { runtimeHas } from './runtimes.ts';

/** A path's share of a reason; reasons travel in the state, once for each size. */
const PATH_LENGTH = 100;

/** @returns why a runtime keeps a function from an architecture, or undefined where it doesn't. */
export function runtimeReason(runtime: string | undefined, wanted: Architecture): string | undefined {
  if (runtime === undefined || runtimeHas(runtime, wanted)) return undefined;
  return `the runtime ${runtime} does not exist for ${wanted}`;
}

/**
 * Lambda takes images for one architecture only, and so no function's image can run on the other one.
 * Source: "Create a Lambda function using a container image", AWS Lambda Developer Guide.
 */
export function imageReason(image: string, wanted: Architecture): string {
  return `the container image ${image} is for one architecture, and there is no ${wanted} in it; name one in code.${wanted}.imageUri`;
}

/**
 * What a layer's publisher states of it. Nothing in Lambda enforces it, but who states one architecture
 * means the other one not.
 * @param layer what to call it: its ARN
 * @param declared its CompatibleArchitectures; empty where nothing was stated
 */
export function declarationReason(
  layer: string,
  declared: readonly string[],
  wanted: Architecture,
): string | undefined {
  if (declared.length === 0 || declared.includes(wanted)) return undefined;
  return `the layer ${layer} is for ${declared.join(', ')} only, says its publisher`;
}

/**
 * The file that decides, as a reason.
 * @param container what the files lie in, as in "the function's code"
 * @returns undefined where the files are no obstacle.
 */
export function filesReason(
  container: string,
  files: readonly NativeFile[],
  wanted: Architecture,
): string | undefined {
  const found = obstacles(files, wanted);
  // An own runtime's `bootstrap` is what Lambda starts: no file says it better.
  const decisive = found.find(({ path }) => path === 'bootstrap') ?? found[0];
  if (decisive === undefined) return undefined;
  const more = found.length === 1 ? '' : ` (and ${found.length - 1} more)`;
  return `${shortened(decisive.path)} in ${container} is built for ${decisive.architecture}${more}, and there is no build of it for ${wanted}`;
}

/** The end of a path says more than its beginning. */
function shortened(path: string): string {
  return path.length <= PATH_LENGTH ? path : `…${path.slice(1 - PATH_LENGTH)}`;
}
