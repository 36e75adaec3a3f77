import { describe, expect, it } from 'vitest';
import type { TuningEvent } from '../../../lib/contract/index.ts';
import { eventText } from '../../../lib/report/event-text.ts';

const EVENT: TuningEvent = {
  schemaVersion: 1,
  outcome: 'better',
  functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
  functionName: 'orders',
  region: 'eu-west-1',
  executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:one',
  startedAt: '2026-11-20T10:00:00.000Z',
  currency: 'USD',
  recommendation: {
    architecture: 'arm64',
    memoryMB: 512,
    sentence: '512 MB on arm64 is the cheapest.',
    costUsd: 1e-6,
    durationMs: 20,
  },
};

describe('eventText', () => {
  it('says in a few lines what there is to do and where to look', () => {
    expect(
      eventText({
        ...EVENT,
        outcome: 'regressed',
        schedule: 'nightly',
        before: { executionArn: 'that one', startedAt: '2026-09-07T03:00:00.000Z' },
        change: {
          architecture: 'x86_64',
          memoryMB: 1024,
          costPercent: 12.4,
          durationPercent: -0.2,
          dearer: true,
          slower: false,
        },
        proposal: {
          architecture: 'arm64',
          memoryMB: 512,
          reason: 'Terraform owns the value.',
          change: 'memory_size   = 512\narchitectures = ["arm64"]',
        },
        report: {
          location: 's3://b/report.html',
          url: 'https://b/report.html?x',
          expiresAt: '2026-11-20T11:00:00Z',
        },
      }),
    ).toEqual({
      subject: 'Power tuning of orders: dearer or slower than before',
      message: `Power tuning of orders: dearer or slower than before (eu-west-1)

512 MB on arm64 is the cheapest.

Since the run of 2026-09-07 03:00 (UTC), 1024 MB on x86_64 is 12% dearer and <1% faster.

Proposed: 512 MB on arm64. Not applied: Terraform owns the value.
memory_size   = 512
architectures = ["arm64"]

Report: https://b/report.html?x
(until 2026-11-20T11:00:00Z; it stays at s3://b/report.html)

Execution: arn:aws:states:eu-west-1:123456789012:execution:power-tuner:one
Schedule: nightly
`,
    });
  });

  it('says what was applied, and where a report lies that has no link', () => {
    const { message } = eventText({
      ...EVENT,
      applied: { memoryMB: 512, architecture: 'arm64', version: '7', alias: 'live' },
      report: { location: 's3://b/report.html' },
    });
    expect(message).toContain('Applied: 512 MB on arm64 (version 7, alias live).');
    expect(message).toContain('Report: s3://b/report.html\n');
  });

  it('says what an alias tries before it has it', () => {
    const canary = {
      executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:c:1',
      share: 0.1,
      minutes: 30,
    };
    const { message } = eventText({
      ...EVENT,
      applied: { memoryMB: 512, version: '7', alias: 'live', canary },
    });
    expect(message).toContain(
      'On trial: 512 MB as version 7, for 10% of the invocations of the alias live, 30 minutes long.',
    );
  });

  it('says why a run failed, of a function that nobody knows', () => {
    const { functionName: _, functionArn: __, recommendation: ___, ...rest } = EVENT;
    const failure = { error: 'InvalidInput', cause: '1 problem in the input:\n- nmu: no such key' };
    expect(eventText({ ...rest, outcome: 'failed', failure })).toEqual({
      subject: 'Power tuning of a function: the run failed',
      message: expect.stringContaining('InvalidInput: 1 problem in the input:\n- nmu: no such key\n'),
    });
  });

  it('has a subject that SNS takes, and no characters that turn or hide text', () => {
    const nasty = `ö\r\n\u202e\u001b[31m${'x'.repeat(200)}`;
    const { subject, message } = eventText({ ...EVENT, functionName: nasty });
    expect(subject).toMatch(/^[ -~]{1,100}$/);
    for (const character of ['\r', '\u202e', '\u001b']) expect(message).not.toContain(character);
    expect(message).toContain('\\u{202e}');
  });
});
