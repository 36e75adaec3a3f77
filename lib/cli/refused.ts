import { errorMessage, errorName } from '../aws/error-text.ts';
import { BadInput, RunFailed } from './exit-code.ts';

/** What was asked of AWS, for the words of a refusal. */
export interface Asked {
  /** As in "the execution … can't be read". */
  readonly failed: string;
  /** IAM actions that it takes. */
  readonly needs: string;
  /** What to say where the thing isn't there, by the name of AWS's error. */
  readonly missing: Readonly<Record<string, string>>;
}

/** No or other credentials help. The SDK's names, and those of the services. */
const CREDENTIALS = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
]);

/** The user isn't allowed to. */
export function isDenied(error: unknown): boolean {
  return errorName(error) === 'AccessDeniedException' || errorName(error) === 'AccessDenied';
}

/** What AWS says no to, with what to type next. */
export function refused(error: unknown, { failed, needs, missing }: Asked): BadInput | RunFailed {
  const name = errorName(error);
  const said = `${failed}: ${name}: ${errorMessage(error)}`;
  const isMissing = missing[name];
  if (isMissing !== undefined) return new BadInput(isMissing, { cause: error });
  if (isDenied(error)) {
    return new RunFailed(`${said}. It takes ${needs}; other credentials are chosen with --profile <name>`, {
      cause: error,
    });
  }
  if (CREDENTIALS.has(name)) {
    return new RunFailed(
      `${said}. Sign in (aws sso login, aws configure), or choose other credentials with --profile <name>`,
      { cause: error },
    );
  }
  return new RunFailed(said, { cause: error });
}
