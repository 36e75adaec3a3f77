import { basename } from 'node:path';
import { nearest } from '../../../contract/nearest.ts';
import { BadInput } from '../../exit-code.ts';
import type { ListedFunction } from './listed-function.ts';

/**
 * The function that is meant: by its logical id, its FunctionName, or its construct path (whole, or from
 * any construct on). Without a name there has to be exactly one.
 * @param where the template's or the folder's name, for messages
 * @throws BadInput with the functions that there are.
 */
export function chooseFunction(
  functions: readonly ListedFunction[],
  name: string | undefined,
  where: string,
): ListedFunction {
  if (functions.length === 0)
    throw new BadInput(
      `${where} declares no function: give the folder of its code, with power-tuner tune <folder>`,
    );
  const [named, ...others] = name === undefined ? functions : matching(functions, name);
  if (named === undefined) {
    throw new BadInput(
      `${where} has no function ${name}${meant(functions, name)}. It has:${list(functions)}`,
    );
  }
  if (others.length === 0) return named;
  throw new BadInput(
    name === undefined
      ? `${where} has ${functions.length} functions; name one with --function:${list(functions)}`
      : `${where} has ${others.length + 1} functions that ${name} could be; name one by its whole path:${list([named, ...others])}`,
  );
}

/** A whole name wins over the end of a path. */
function matching(functions: readonly ListedFunction[], name: string): readonly ListedFunction[] {
  const asked = name.replace(/\/Resource$/, '');
  const exact = functions.filter((one) => namesOf(one).includes(asked));
  return exact.length > 0 ? exact : functions.filter((one) => one.constructPath?.endsWith(`/${asked}`));
}

function namesOf({ logicalId, name, constructPath }: ListedFunction): string[] {
  return [logicalId, name, constructPath].flatMap((one) => one ?? []);
}

function meant(functions: readonly ListedFunction[], name: string | undefined): string {
  const near = nearest(
    name ?? '',
    functions.flatMap((one) => [...namesOf(one), one.constructPath?.split('/').at(-1) ?? []].flat()),
  );
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function list(functions: readonly ListedFunction[]): string {
  const several = new Set(functions.map(({ source }) => source.file)).size > 1;
  return functions
    .map((one) => `\n- ${described(one)}${several ? ` in ${basename(one.source.file)}` : ''}`)
    .join('');
}

function described(one: ListedFunction): string {
  const [id, ...others] = namesOf(one);
  return others.length === 0 ? `${id}` : `${id} (${others.join(', ')})`;
}
