import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  ARCHITECTURES,
  type Architecture,
  type CodeByArchitecture,
  type FunctionReference,
  type GivenCode,
  InvalidInput,
  type PlannedCode,
  parseFunctionReference,
  type Target,
  withoutQualifier,
} from '../../contract/index.ts';
import { type Allowed, isAllowed } from '../allowed.ts';
import { readTarget, type TargetFunction } from '../target.ts';

/** Code that the input names for one architecture, and the function that it is of, where it is one's. */
export interface FoundCode {
  readonly planned: PlannedCode;
  readonly function?: TargetFunction;
}
export type FoundCodes = Partial<Record<Architecture, FoundCode>>;

/**
 * Looks at the code that an input names in place of the target's own: whether it is allowed, and, where it
 * is a function's, which code that is now.
 * @throws InvalidInput with everything that is not allowed or does not fit; TargetNotTunable for a function
 * that can't be read.
 */
export async function findGivenCode(
  lambda: (region: string | undefined) => LambdaClient,
  given: CodeByArchitecture | undefined,
  target: Pick<Target, 'region' | 'partition' | 'packageType'>,
  allowed: Allowed,
): Promise<FoundCodes> {
  const asked = ARCHITECTURES.flatMap((architecture) => {
    const code = given?.[architecture];
    return code === undefined ? [] : [{ architecture, code }];
  });
  const problems = asked.flatMap(({ architecture, code }) =>
    problemsOf(code, target, allowed).map((problem) => `- code.${architecture}.${problem}`),
  );
  if (problems.length > 0) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    throw new InvalidInput(`${count} in the input:\n${problems.join('\n')}`);
  }
  const found = await Promise.all(
    asked.map(async ({ architecture, code }) => [architecture, await find(lambda, code)] as const),
  );
  return Object.fromEntries(found);
}

function problemsOf(
  { s3Bucket, s3Key, imageUri, functionArn, layers = [] }: GivenCode,
  { partition, packageType, region }: Pick<Target, 'region' | 'partition' | 'packageType'>,
  allowed: Allowed,
): string[] {
  const refuse = (what: string, arn: string, prop: keyof Allowed) =>
    isAllowed(arn, allowed[prop])
      ? []
      : [`${what}: got ${arn}; allowed: ${listed(allowed[prop])} (${prop} in the construct's props)`];
  return [
    ...(s3Bucket === undefined
      ? []
      : refuse('s3Key', `arn:${partition}:s3:::${s3Bucket}/${s3Key}`, 'codeObjects')),
    ...(imageUri === undefined
      ? []
      : refuse('imageUri', repositoryArn(imageUri, partition), 'codeRepositories')),
    // A pattern without a qualifier stands for versions and aliases too.
    ...(functionArn === undefined || isAllowed(withoutQualifier(functionArn), allowed.codeFunctions)
      ? []
      : refuse('functionArn', functionArn, 'codeFunctions')),
    ...(functionArn === undefined || parseFunctionReference(functionArn)?.region === region
      ? []
      : [`functionArn: got ${functionArn}; allowed: a function in ${region}, the target's region`]),
    ...layers.flatMap((layer, index) => refuse(`layers[${index}]`, layer, 'codeLayers')),
    ...(packageType === 'Image' && s3Bucket !== undefined
      ? [
          's3Key: the target is a container image, which has no handler and runtime for a zip; allowed: imageUri or functionArn',
        ]
      : []),
    ...(packageType === 'Image' && layers.length > 0 && functionArn === undefined
      ? ['layers: the target is a container image, which takes none; allowed: imageUri or functionArn']
      : []),
  ];
}

function listed(patterns: readonly string[]): string {
  return patterns.length === 0 ? 'none' : patterns.join(', ');
}

/** `123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:arm64` → its repository's ARN. */
export function repositoryArn(imageUri: string, partition: string): string {
  const [, accountId = '', region = '', repository = ''] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[^/]+\/([^:@]+)/.exec(imageUri) ?? [];
  return `arn:${partition}:ecr:${region}:${accountId}:repository/${repository}`;
}

async function find(
  lambda: (region: string | undefined) => LambdaClient,
  code: GivenCode,
): Promise<FoundCode> {
  const planned = withoutUndefined(code);
  if (code.functionArn === undefined) return { planned };
  const { region, qualifier } = parseFunctionReference(code.functionArn) as FunctionReference;
  const found = await readTarget(lambda(region), withoutQualifier(code.functionArn), qualifier);
  const { CodeSha256: codeSha256 = '' } = found.configuration;
  return { planned: { ...planned, codeSha256 }, function: found };
}

function withoutUndefined(code: GivenCode): PlannedCode {
  return Object.fromEntries(Object.entries(code).filter(([, value]) => value !== undefined));
}
