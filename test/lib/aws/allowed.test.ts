import { describe, expect, it } from 'vitest';
import { isAllowed } from '../../../lib/aws/allowed.ts';

const ORDERS = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';

describe('isAllowed', () => {
  it.each([
    [ORDERS, [ORDERS]],
    [ORDERS, ['nothing', ORDERS]],
    [ORDERS, ['arn:aws:lambda:*:123456789012:function:ord*']],
    [`${ORDERS}:3`, [`${ORDERS}:*`]],
    ['arn:aws:s3:::builds/a/b.zip', ['arn:aws:s3:::builds/*']],
    ['anything at all', ['*']],
  ])('allows %s by %j', (arn, patterns) => {
    expect(isAllowed(arn, patterns)).toBe(true);
  });

  it.each([
    [ORDERS, []],
    [ORDERS, ['arn:aws:lambda:eu-west-1:123456789012:function:order']],
    [`${ORDERS}-2`, [ORDERS]],
    [`${ORDERS}:3`, [ORDERS]],
    // A dot stands for itself, and so does everything else that means something in a regular expression.
    ['arn:aws:s3:::builds-2/a', ['arn:aws:s3:::builds.2/a']],
    [ORDERS, ['arn:aws:lambda:eu-west-1:123456789012:function:(orders|others)']],
    [`x${ORDERS}`, [ORDERS]],
    [`${ORDERS}\n${ORDERS}`, [ORDERS]],
  ])('does not allow %s by %j', (arn, patterns) => {
    expect(isAllowed(arn, patterns)).toBe(false);
  });
});
