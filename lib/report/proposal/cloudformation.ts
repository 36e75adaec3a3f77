import { type Change, comments } from './change.ts';
import { yamlName } from './yaml-name.ts';

/** Under Resources in a template, of CloudFormation as of SAM. A function whose logical id no tag tells is named. */
export function cloudFormationLines(
  { owner, functionName, memoryMB, architecture, takes }: Change,
  type: 'AWS::Lambda::Function' | 'AWS::Serverless::Function',
): string[] {
  const { stack, resource } = owner ?? {};
  const where = [
    stack === undefined ? undefined : `in the template of the stack ${stack}`,
    resource === undefined ? `the function is deployed as ${functionName}` : undefined,
  ];
  return [
    ...comments('#', [...where, takes]),
    'Resources:',
    `  ${yamlName(resource ?? 'Function')}:`,
    `    Type: ${type}`,
    '    Properties:',
    ...(memoryMB === undefined ? [] : [`      MemorySize: ${memoryMB}`]),
    ...(architecture === undefined ? [] : ['      Architectures:', `        - ${architecture}`]),
  ];
}
