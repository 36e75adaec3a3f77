import { stringify } from 'yaml';
import { type Change, comments } from './change.ts';

/** Under Resources in a template, of CloudFormation as of SAM. A function whose logical id no tag tells is named. */
export function cloudFormationLines(
  change: Change,
  type: 'AWS::Lambda::Function' | 'AWS::Serverless::Function',
): string[] {
  const { owner, functionName, memoryMB, architecture, takes } = change;
  const { stack, resource } = owner ?? {};
  const Properties = {
    ...(memoryMB === undefined ? {} : { MemorySize: memoryMB }),
    ...(architecture === undefined ? {} : { Architectures: [architecture] }),
  };
  const where = [
    stack === undefined ? undefined : `in the template of the stack ${stack}`,
    resource === undefined ? `the function is deployed as ${functionName}` : undefined,
  ];
  const template = { Resources: { [resource ?? 'Function']: { Type: type, Properties } } };
  return [
    ...comments('#', [...where, takes]),
    ...stringify(template, { lineWidth: 0 }).trimEnd().split('\n'),
  ];
}
