/**
 * What stands for `@aws-sdk/credential-provider-node` in deployed functions (lib/stack/stage-bundle.ts). Lambda puts the
 * role's credentials into the environment; files, single sign-on and metadata services are not there, and would be a
 * fifth of the bundle.
 *
 * @returns a provider, as the SDK's own `defaultProvider` does
 */
export function defaultProvider() {
  return async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
    if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined) {
      throw new Error('CredentialsProviderError: the environment holds no credentials');
    }
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
    };
  };
}
