/** Where the emulator pretends to be. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** A function's ARN, with its qualifier where one is given. */
export function functionArn({ region, accountId }: Place, functionName: string, qualifier?: string): string {
  const arn = `arn:${partitionOf(region)}:lambda:${region}:${accountId}:function:${functionName}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
