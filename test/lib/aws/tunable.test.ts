import { describe, expect, it } from 'vitest';
import { NOTHING_ALLOWED } from '../../../lib/aws/allowed.ts';
import type { TargetFunction } from '../../../lib/aws/target.ts';
import { assertTunable, type Intention } from '../../../lib/aws/tunable.ts';
import { TargetNotTunable } from '../../../lib/contract/index.ts';

const FunctionArn = 'arn:aws:lambda:us-east-1:123456789012:function:orders';
const PROBE: Intention = {
  isolation: 'probe',
  qualifier: undefined,
  stagingBucket: 'staging',
  region: 'us-east-1',
  allowed: NOTHING_ALLOWED,
};
const IN_PLACE: Intention = {
  ...PROBE,
  isolation: 'in-place',
  allowed: { ...NOTHING_ALLOWED, inPlaceTargets: ['arn:aws:lambda:us-east-1:123456789012:function:ord*'] },
};
const LARGE = 60 * 1024 * 1024;

function target(configuration: object, more: Partial<TargetFunction> = {}): TargetFunction {
  return { configuration: { FunctionArn, ...configuration }, tags: {}, code: {}, ...more };
}

describe('assertTunable', () => {
  it.each([
    ['probe', PROBE],
    ['in-place', IN_PLACE],
  ])('refuses with isolation %s what GB-seconds say nothing of, or one Executor can not invoke', (_, how) => {
    for (const [configuration, sentence] of [
      [{ CapacityProviderConfig: {} }, /Managed Instances/],
      [{ DurableConfig: {} }, /durable function/],
      [{ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }, /isolates tenants/],
      [{ Timeout: 900 }, /its timeout is 900 s; allowed: at most 840 s/],
    ] as const) {
      expect(() => assertTunable(target(configuration), how)).toThrow(TargetNotTunable);
      expect(() => assertTunable(target(configuration), how)).toThrow(sentence);
    }
  });

  it.each([
    [{ PackageType: 'Image' }],
    [{ SnapStart: { ApplyOn: 'PublishedVersions' } }],
    [{ FileSystemConfigs: [{ Arn: 'a', LocalMountPath: '/mnt/a' }] }],
    [{ CodeSize: LARGE }],
    [{ Timeout: 840, PackageType: 'Zip', SnapStart: { ApplyOn: 'None' } }],
  ])('takes %j', (configuration) => {
    expect(() => assertTunable(target(configuration), PROBE)).not.toThrow();
    expect(() => assertTunable(target(configuration), IN_PLACE)).not.toThrow();
  });

  it('refuses to copy an environment that can not be decrypted, and names kms:Decrypt', () => {
    const secret = target({ Environment: { Error: { ErrorCode: 'AccessDenied' } } });
    expect(() => assertTunable(secret, PROBE)).toThrow(/can't be decrypted \(AccessDenied\).*kms:Decrypt/);
    expect(() => assertTunable(secret, IN_PLACE)).not.toThrow();
  });

  it('refuses to copy code that can not be had', () => {
    const unreachable = target({}, { code: { Error: { ErrorCode: 'AccessDenied', Message: 'no key' } } });
    expect(() => assertTunable(unreachable, PROBE)).toThrow(/its code can't be had \(AccessDenied: no key\)/);
  });

  it('copies a package over 50 MB only through a bucket of the same region', () => {
    const large = target({ CodeSize: LARGE });
    expect(() => assertTunable(large, { ...PROBE, stagingBucket: undefined })).toThrow(
      /its package has 62914560 bytes; allowed: at most 52428800.*stagingBucket/,
    );
    expect(() => assertTunable(large, { ...PROBE, region: 'eu-west-1' })).toThrow(
      /the stack's is in eu-west-1. Deploy a stack in us-east-1/,
    );
    const referenced = target({ CodeSize: LARGE }, { code: { ResolvedS3Object: { S3Bucket: 'b' } } });
    expect(() => assertTunable(referenced, { ...PROBE, stagingBucket: undefined })).not.toThrow();
  });

  it.each<[string, object, Partial<Intention>, RegExp]>([
    ['what no prop allows', {}, { allowed: NOTHING_ALLOWED }, /allowed: none \(inPlaceTargets/],
    ['a version', {}, { qualifier: '3' }, /publishes versions of \$LATEST; got 3/],
    ['an alias', {}, { qualifier: 'live' }, /publishes versions of \$LATEST; got live/],
    ['without a bucket for the lock', {}, { stagingBucket: undefined }, /lock in the stack's bucket/],
    [
      'what writes no report line',
      { LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' } },
      {},
      /system log level is WARN/,
    ],
  ])('refuses in place %s', (_, configuration, intention, sentence) => {
    expect(() => assertTunable(target(configuration), { ...IN_PLACE, ...intention })).toThrow(sentence);
  });

  it('gives all reasons together', () => {
    expect(() => assertTunable(target({ Timeout: 900, DurableConfig: {} }), PROBE)).toThrow(
      /can't be tuned:\n- .*durable function.*\n- its timeout/,
    );
  });
});
