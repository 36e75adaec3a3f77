import { describe, expect, it } from 'vitest';
import { type OutcomeRules, toMeasured } from '../../../../lib/aws/measure/outcome.ts';

const ID = '8f507cfc-xmpl-4697-b07a-ac58fc914c95';
const REPORT = `REPORT RequestId: ${ID}\tDuration: 10.00 ms\tBilled Duration: 10 ms\tMemory Size: 128 MB\t\n`;
const INIT_REPORT =
  'INIT_REPORT Init Duration: 9.62 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\n';
const START = `START RequestId: ${ID} Version: $LATEST\n`;

const answer = (tail: string, payload?: object) => ({
  kind: 'answered' as const,
  requestId: ID,
  tail,
  payload: JSON.stringify(payload ?? null),
  functionError: payload !== undefined,
  provenance: { measuredBy: 'aws' as const },
});
const rules = (more: Partial<OutcomeRules> = {}): OutcomeRules => ({
  payload: 0,
  time: '2026-01-02T03:04:05.678Z',
  sent: '{}',
  mayRepeatInit: false,
  allowedExceptions: [],
  disablePayloadLogs: false,
  ...more,
});

describe('toMeasured', () => {
  const failureOf = (errorType: string, more: Partial<OutcomeRules>, tail = REPORT) => {
    const payload = { errorType, errorMessage: 'of the event' };
    const { sample } = toMeasured(answer(tail, payload), rules(more));
    return sample.outcome === 'succeeded' ? undefined : { reason: sample.reason, example: sample.example };
  };

  it('tells the message of a failure, unless no payload may be told', () => {
    expect(failureOf('TypeError', {})).toEqual({ reason: 'TypeError', example: 'of the event' });
    expect(failureOf('TypeError', { disablePayloadLogs: true })).toEqual({
      reason: 'TypeError',
      example: 'TypeError',
    });
  });

  it.each([
    ['ordered', '{"text":"ordered"}'],
    ['{"text":"ordered"}', '{}'],
    ['two words', '{}'],
    ['größe', '{}'],
    ['x'.repeat(101), '{}'],
  ])('tells no name of an error that may come from the event: %.30s', (errorType, sent) => {
    expect(failureOf(errorType, { sent, disablePayloadLogs: true })).toEqual({
      reason: 'Unhandled',
      example: 'Unhandled',
    });
    // What counts as an ordinary result is decided by the name itself.
    expect(failureOf(errorType, { sent, allowedExceptions: [errorType] })).toBeUndefined();
  });

  it('tells a timeout whatever the event holds', () => {
    const tail = REPORT.replace('\t\n', '\tStatus: timeout\t\n');
    const told = failureOf('Sandbox.Timedout', { sent: '"timeout"', disablePayloadLogs: true }, tail);
    expect(told?.reason).toBe('timeout');
  });

  it('sets a sample apart whose init was repeated inside it, and no other', () => {
    const startOf = (tail: string, mayRepeatInit = false) =>
      toMeasured(answer(tail), rules({ mayRepeatInit })).sample.start;
    const cold = REPORT.replace('\t\n', '\tInit Duration: 90.00 ms\t\n');
    expect(startOf(`${INIT_REPORT}${START}${REPORT}`)).toBe('repeated-init');
    expect(startOf(`${START}${REPORT}`, true)).toBe('repeated-init');
    // Printed by the function itself, in the handler and while it was loaded.
    expect(startOf(`${START}${INIT_REPORT}${REPORT}`)).toBe('warm');
    expect(startOf(`${INIT_REPORT}${START}${cold}`)).toBe('cold');
    expect(startOf(`${START}${cold}`, true)).toBe('cold');
  });
});
