import { type Change, comments } from './change.ts';

/** Arguments of an aws_lambda_function; modules for functions mostly call them the same. */
export function terraformLines({ functionName, memoryMB, architecture, takes }: Change): string[] {
  const both = memoryMB !== undefined && architecture !== undefined;
  return [
    ...comments('#', [`the resource "aws_lambda_function" whose function_name is ${functionName}`, takes]),
    // Aligned as terraform fmt does it.
    ...(memoryMB === undefined ? [] : [`memory_size${both ? '  ' : ''} = ${memoryMB}`]),
    ...(architecture === undefined ? [] : [`architectures = ["${architecture}"]`]),
  ];
}
