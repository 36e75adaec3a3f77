import { type Change, comments } from './change.ts';

const CDK_NAMES = { x86_64: 'X86_64', arm64: 'ARM_64' } as const;

/** Props of a function in CDK. */
export function cdkLines({ owner, functionName, memoryMB, architecture, takes }: Change): string[] {
  const { stack, resource } = owner ?? {};
  const which =
    resource === undefined ? `the function ${functionName}` : `the function with the logical id ${resource}`;
  return [
    ...comments('//', [stack === undefined ? which : `${which}, in the stack ${stack}`, takes]),
    ...(memoryMB === undefined ? [] : [`memorySize: ${memoryMB},`]),
    ...(architecture === undefined ? [] : [`architecture: Architecture.${CDK_NAMES[architecture]},`]),
  ];
}

/** Arguments of an aws.lambda.Function in Pulumi. */
export function pulumiLines({ owner, functionName, memoryMB, architecture, takes }: Change): string[] {
  const which = `the aws.lambda.Function that is deployed as ${functionName}`;
  return [
    ...comments('//', [owner?.stack === undefined ? which : `${which}, in ${owner.stack}`, takes]),
    ...(memoryMB === undefined ? [] : [`memorySize: ${memoryMB},`]),
    ...(architecture === undefined ? [] : [`architectures: ["${architecture}"],`]),
  ];
}
