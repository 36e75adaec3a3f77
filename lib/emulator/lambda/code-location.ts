import { CODE_PATH } from './code-link.ts';
import type { LambdaContext } from './context.ts';
import type { FunctionCode, S3Reference } from './function-code.ts';

/** Lambda's FunctionCodeLocation: where the code can be fetched for ten minutes, or which image it is. */
export function codeLocation(lambda: LambdaContext, code: FunctionCode): Record<string, unknown> {
  if (code.kind === 'image') {
    return { RepositoryType: 'ECR', ImageUri: code.uri, ResolvedImageUri: code.resolvedUri };
  }
  return {
    RepositoryType: 'S3',
    Location: `${lambda.endpoint()}${CODE_PATH}/${lambda.code.link(code.package)}`,
    ...(code.reference !== undefined && { ResolvedS3Object: resolvedObject(code.reference) }),
  };
}

function resolvedObject({ bucket, key, versionId }: S3Reference): Record<string, string> {
  return { S3Bucket: bucket, S3Key: key, S3ObjectVersion: versionId };
}
