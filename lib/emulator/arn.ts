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
export function functionArn(place: Place, functionName: string, qualifier?: string): string {
  return lambdaArn(place, 'function', functionName, qualifier);
}

/** A layer's ARN, with its version where one is given. */
export function layerArn(place: Place, layerName: string, version?: number): string {
  return lambdaArn(place, 'layer', layerName, version);
}

function lambdaArn(
  { region, accountId }: Place,
  kind: 'function' | 'layer',
  name: string,
  suffix: string | number | undefined,
): string {
  const arn = `arn:${partitionOf(region)}:lambda:${region}:${accountId}:${kind}:${name}`;
  return suffix === undefined ? arn : `${arn}:${suffix}`;
}
