import { describe, expect, it } from 'vitest';
import {
  EVENT_OUTCOMES,
  eventSchema,
  type FailedExecution,
  MOST_CAUSE,
  type TuningResult,
} from '../../../lib/contract/index.ts';
import { eventOf, failedEventOf, isTold, outcomeIn } from '../../../lib/report/event.ts';
import { planWith } from '../../support/plan.ts';
import { resultWith } from '../../support/result.ts';

const NASTY = `"><script>\u202e\u0000\ud800 ${'x'.repeat(400)}`;
const EVENTBRIDGE_BYTES = 256 * 1024;

const change = {
  architecture: 'x86_64',
  memoryMB: 512,
  costPercent: 12.5,
  durationPercent: -3,
  dearer: true,
  slower: false,
} as const;
const proposal = {
  memoryMB: 512,
  architecture: 'arm64',
  reason: 'Terraform owns the value',
  owner: { tool: 'terraform', resource: 'aws_lambda_function.orders' },
  change: 'memory_size = 512',
} as const;

describe('eventOf', () => {
  it('says what a run recommends, against what, and where to look', () => {
    const result = resultWith({
      outcome: { outcome: 'regressed', change },
      applied: { memoryMB: 512, architecture: 'arm64' },
      proposal,
      links: {
        report: {
          location: 's3://acme/report.html',
          url: 'https://x/?sig=1',
          expiresAt: '2026-11-20T11:00:00Z',
        },
        viewer: 'https://viewer/#much',
      },
    });
    result.run.schedule = 'nightly';
    const event = eventOf(result, 'regressed');
    expect(eventSchema.parse(event)).toEqual(event);
    expect(event).toEqual({
      schemaVersion: 1,
      outcome: 'regressed',
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:secret-orders',
      functionName: 'secret-orders',
      region: 'us-east-1',
      executionArn: result.run.executionArn,
      startedAt: '2026-11-20T10:00:00.000Z',
      schedule: 'nightly',
      currency: 'USD',
      recommendation: {
        architecture: 'arm64',
        memoryMB: 512,
        sentence: result.recommendation.sentence,
        costUsd: 2.6e-6,
        durationMs: 350.47,
        confidence: 0.82,
        saving: result.recommendation.saving,
      },
      current: {
        architecture: 'x86_64',
        memoryMB: 512,
        costUsd: result.baseline?.warm?.costUsd.value,
        durationMs: 327.21,
      },
      change,
      applied: { memoryMB: 512, architecture: 'arm64' },
      proposal,
      report: result.links?.report,
    });
  });

  it('leaves out what a run does not know', () => {
    const { baseline: _, ...result } = resultWith();
    const { saving: __, confidence: ___, ...recommendation } = result.recommendation;
    const event = eventOf({ ...result, recommendation } as TuningResult, 'unchanged');
    expect(Object.keys(event).sort()).toEqual([
      'currency',
      'executionArn',
      'functionArn',
      'functionName',
      'outcome',
      'recommendation',
      'region',
      'schemaVersion',
      'startedAt',
    ]);
    expect(eventSchema.safeParse(event).success).toBe(true);
  });

  it('stays far under what EventBridge takes, whatever stands in a result', () => {
    const result = resultWith({ proposal: { ...proposal, change: NASTY.repeat(20) } });
    result.warnings = Array.from({ length: 500 }, () => ({ code: 'x', message: NASTY }));
    result.recommendation.sentence = NASTY;
    const event = eventOf(result, 'better');
    expect(eventSchema.safeParse(event).success).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(EVENTBRIDGE_BYTES / 10);
    expect(JSON.parse(JSON.stringify(event))).toEqual(event);
  });
});

describe('outcomeIn', () => {
  it('is what the result says', () => {
    expect(outcomeIn(resultWith({ outcome: { outcome: 'regressed' } }), planWith())).toBe('regressed');
  });

  it('is better without one where the whole interval of the saving is over minSaving', () => {
    const afterwards = (minSaving: number) => ({
      balancedWeight: 0.5,
      afterwards: { ...planWith().afterwards, minSaving },
    });
    // Between 12.1% and 16.4% cheaper.
    expect(outcomeIn(resultWith(), afterwards(0.12))).toBe('better');
    expect(outcomeIn(resultWith(), afterwards(0.13))).toBe('unchanged');
  });
});

describe('isTold', () => {
  it.each([
    ['changes', ['better', 'regressed', 'failed']],
    ['always', ['unchanged', 'better', 'regressed', 'failed']],
    ['never', []],
  ] as const)('with %s tells of %j', (notify, told) => {
    expect(EVENT_OUTCOMES.filter((outcome) => isTold(outcome, notify))).toEqual(told);
  });
});

describe('failedEventOf', () => {
  const failed: FailedExecution = {
    executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:power-tuner:one',
    startedAt: '2026-11-20T10:00:00.000Z',
    status: 'FAILED',
    input: { lambdaARN: 'orders', schedule: 'nightly', payload: { password: 'hunter2' } },
    error: 'TargetNotTunable',
    cause: '{"errorType":"TargetNotTunable","errorMessage":"its timeout is 900 s","trace":["at x"]}',
  };

  it("tells the function, the schedule and the error, in the error's own words", () => {
    const event = failedEventOf(failed);
    expect(eventSchema.parse(event)).toEqual(event);
    expect(event).toEqual({
      schemaVersion: 1,
      outcome: 'failed',
      functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
      functionName: 'orders',
      region: 'eu-west-1',
      executionArn: failed.executionArn,
      startedAt: failed.startedAt,
      schedule: 'nightly',
      failure: { error: 'TargetNotTunable', cause: 'its timeout is 900 s' },
    });
  });

  it.each([
    ['a full ARN with a qualifier', 'arn:aws-cn:lambda:cn-north-1:210987654321:function:orders:live'],
    ['a partial ARN', '210987654321:function:orders'],
  ])('reads %s', (_, lambdaARN) => {
    const { functionArn, functionName } = failedEventOf({ ...failed, input: { lambdaARN } });
    expect(functionName).toBe('orders');
    expect(functionArn).toMatch(/^arn:aws(-cn)?:lambda:(cn-north-1|eu-west-1):210987654321:function:orders$/);
  });

  it.each([
    [undefined],
    [null],
    ['orders'],
    [{}],
    [{ lambdaARN: 7, schedule: NASTY }],
    [{ lambdaARN: NASTY, schedule: ['a'] }],
  ])('tells of no function where the input is %j', (input) => {
    const event = failedEventOf({ ...failed, input });
    expect(eventSchema.safeParse(event).success).toBe(true);
    expect(event).not.toHaveProperty('functionArn');
    expect(event).not.toHaveProperty('schedule');
    expect(event.region).toBe('eu-west-1');
  });

  it('says the status where there is no error', () => {
    const { error: _, cause: __, ...aborted } = failed;
    expect(failedEventOf({ ...aborted, status: 'ABORTED' }).failure).toEqual({ error: 'ABORTED' });
  });

  it("says the message of a failure after the decision, and not the recommendation that's beside it", () => {
    const cause = JSON.stringify({ message: 'the Cleaner failed', left: ['a'], recommendation: {} });
    expect(failedEventOf({ ...failed, cause }).failure?.cause).toBe('the Cleaner failed');
  });

  it("leaves out a Cause in which Step Functions quotes a state's input", () => {
    const cause = `The JSONPath '$.x' could not be found in the input '${JSON.stringify(failed.input)}'`;
    expect(failedEventOf({ ...failed, error: 'States.Runtime', cause }).failure).toEqual({
      error: 'States.Runtime',
    });
    expect(failedEventOf({ ...failed, error: 'States.Timeout', cause: 'late' }).failure?.cause).toBe('late');
  });

  it('leaves out a Cause that is data', () => {
    expect(failedEventOf({ ...failed, cause: '{"password":"hunter2"}' }).failure).not.toHaveProperty('cause');
    expect(failedEventOf({ ...failed, cause: '"hunter2"' }).failure).not.toHaveProperty('cause');
  });

  it('cuts a long Cause, by whole characters', () => {
    for (const text of ['x'.repeat(5000), `x${'😀'.repeat(3000)}`, '😀'.repeat(3000)]) {
      const { cause = '' } = failedEventOf({ ...failed, cause: text }).failure ?? {};
      expect(cause.length).toBeLessThanOrEqual(MOST_CAUSE);
      expect(cause.length).toBeGreaterThanOrEqual(MOST_CAUSE - 1);
      expect(cause.isWellFormed()).toBe(true);
      expect(cause.endsWith('…')).toBe(true);
    }
  });
});
