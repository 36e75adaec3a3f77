import { type Change, comments } from './change.ts';
import { yamlName } from './yaml-name.ts';

/** Under functions in serverless.yml. */
export function serverlessLines(change: Change): string[] {
  const { owner, memoryMB, architecture, takes } = change;
  const where = owner?.stack === undefined ? 'in serverless.yml' : `in serverless.yml of ${owner.stack}`;
  return [
    ...comments('#', [where, takes]),
    'functions:',
    `  ${yamlName(keyOf(change))}:`,
    ...(memoryMB === undefined ? [] : [`    memorySize: ${memoryMB}`]),
    ...(architecture === undefined ? [] : [`    architecture: ${architecture}`]),
  ];
}

/**
 * What the function is called in serverless.yml: by default it is deployed as `<service>-<stage>-<key>`, in a stack
 * `<service>-<stage>`. One with a name of its own still has a logical id that is made of the key.
 */
function keyOf({ functionName, owner }: Change): string {
  const { stack, resource } = owner ?? {};
  if (stack !== undefined && functionName.startsWith(`${stack}-`)) {
    return functionName.slice(stack.length + 1) || functionName;
  }
  const key = /^(.+)LambdaFunction$/.exec(resource ?? '')?.[1];
  if (key === undefined) return functionName;
  const written = key.replaceAll('Dash', '-').replaceAll('Underscore', '_');
  return `${written.slice(0, 1).toLowerCase()}${written.slice(1)}`;
}
