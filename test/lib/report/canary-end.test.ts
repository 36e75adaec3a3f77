import { describe, expect, it } from 'vitest';
import { canaryEventSchema } from '../../../lib/contract/index.ts';
import { canaryEventOf, canaryText } from '../../../lib/report/canary-end.ts';
import { canaryPlan } from '../../support/canary-plan.ts';

const plan = canaryPlan();
const ARN = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner-canary:one';
const end = {
  reason: 'version 2 fails more often: 5 of 10, version 1 0 of 10',
  endedAt: '2026-11-26T10:00:00Z',
};

describe("the event at a canary's end", () => {
  it('is one of its schema, and reads as a few lines', () => {
    const event = canaryEventOf(plan, ARN, { ...end, outcome: 'back', version: '1', latestPutBack: true });
    expect(canaryEventSchema.strict().parse(event)).toEqual(event);
    expect(canaryText(event)).toEqual({
      subject: 'Canary of orders, alias live: went back',
      message: `Canary of orders, alias live: went back (us-east-1)

Version 2 (512 MB on x86_64) beside version 1 (256 MB on x86_64): version 2 fails more often: 5 of 10, version 1 0 of 10.

The alias live points to version 1 now. $LATEST has the memory size again that it had.

Execution: ${ARN}
Tuned by: ${plan.tunedBy}
`,
    });
  });

  it('leaves out what is not known where somebody else moved the alias', () => {
    const event = canaryEventOf(plan, ARN, { ...end, outcome: 'moved' });
    expect(event).not.toHaveProperty('version');
    const { subject, message } = canaryText(event);
    expect(subject).toBe('Canary of orders, alias live: somebody else moved the alias');
    expect(message).not.toContain('points to');
  });
});
