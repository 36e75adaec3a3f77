import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';

const RoleArn = 'arn:aws:iam::000000000000:role/report';
const RoleSessionName = 'one-run';
const NOW = Date.parse('2026-11-26T10:00:00.400Z');

async function started() {
  const { emulator } = await startedEmulator({ roles: [RoleArn], nowMs: () => NOW });
  const sts = new STSClient({
    endpoint: emulator.endpoint,
    region: emulator.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(() => sts.destroy());
  return { emulator, sts };
}

describe('AssumeRole', () => {
  it('begins a session with keys of its own and an end, an hour on where nothing is said', async () => {
    const { sts, emulator } = await started();
    const { Credentials, AssumedRoleUser } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName }),
    );
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[0-9A-F]{16}$/),
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      SessionToken: expect.stringMatching(/^.{400}$/),
      Expiration: new Date('2026-11-26T11:00:00Z'),
    });
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/report/one-run');
    expect(emulator.calls()).toEqual([
      { service: 'sts', action: 'AssumeRole', resource: RoleArn, status: 200 },
    ]);
  });

  it('takes another duration, from a quarter of an hour on', async () => {
    const { sts } = await started();
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName, DurationSeconds: 900 }),
    );
    expect(Credentials?.Expiration).toEqual(new Date('2026-11-26T10:15:00Z'));
  });

  it.each([
    ['a role that is not there', { RoleArn: `${RoleArn}-2` }, 'AccessDenied', 403],
    ['more than an hour', { DurationSeconds: 3601 }, 'ValidationError', 400],
    ['less than a quarter of an hour', { DurationSeconds: 899 }, 'ValidationError', 400],
    ['a session name with a slash', { RoleSessionName: 'one/run' }, 'ValidationError', 400],
    ['a policy, which is not modelled', { Policy: '{}' }, 'NotModelled', 501],
  ])('refuses %s', async (_, members, name, httpStatusCode) => {
    const { sts } = await started();
    const command = new AssumeRoleCommand({ RoleArn, RoleSessionName, ...members });
    await expect(sts.send(command)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it('is all that there is of STS', async () => {
    const { sts } = await started();
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'NotModelled',
      message: expect.stringContaining('it has AssumeRole'),
    });
  });
});
