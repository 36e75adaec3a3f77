import { describe, expect, it } from 'vitest';
import { assertTunable } from '../../../lib/aws/target.ts';
import { TargetNotTunable } from '../../../lib/contract/index.ts';

const FunctionArn = 'arn:aws:lambda:us-east-1:123456789012:function:orders';

describe('assertTunable', () => {
  it.each([
    [{ CapacityProviderConfig: {} }, /Managed Instances/],
    [{ DurableConfig: {} }, /durable function/],
    [{ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }, /isolates tenants/],
    [{ PackageType: 'Image' }, /container image/],
    [{ SnapStart: { ApplyOn: 'PublishedVersions' } }, /SnapStart/],
    [{ FileSystemConfigs: [{ Arn: 'a', LocalMountPath: '/mnt/a' }] }, /file system/],
    [{ Environment: { Error: { ErrorCode: 'AccessDenied' } } }, /kms:Decrypt/],
    [{ Timeout: 900 }, /its timeout is 900 s; allowed: at most 840 s/],
    [{ CodeSize: 60 * 1024 * 1024 }, /its package has 62914560 bytes; allowed: at most 52428800/],
  ])('refuses %j with a sentence that says why', (configuration, sentence) => {
    const act = () =>
      assertTunable({
        configuration: { FunctionArn, ...configuration } as never,
        tags: {},
        codeLocation: undefined,
      });
    expect(act).toThrow(TargetNotTunable);
    expect(act).toThrow(sentence);
  });

  it('gives all reasons together', () => {
    const configuration = { FunctionArn, Timeout: 900, PackageType: 'Image' as const };
    expect(() => assertTunable({ configuration, tags: {}, codeLocation: undefined })).toThrow(
      /can't be tuned:\n- .*container image.*\n- its timeout/,
    );
  });

  it('takes an ordinary function', () => {
    const configuration = {
      FunctionArn,
      Timeout: 840,
      PackageType: 'Zip' as const,
      SnapStart: { ApplyOn: 'None' as const },
    };
    expect(() => assertTunable({ configuration, tags: {}, codeLocation: undefined })).not.toThrow();
  });
});
