import { describe, expect, it } from 'vitest';
import { logStreamName } from '../../../../lib/emulator/environment/log-stream.ts';

const now = new Date('2026-11-20T23:59:59Z');
const orders = { functionName: 'orders', version: '$LATEST', logGroup: '/aws/lambda/orders' };

describe('logStreamName', () => {
  it("begins with the date and the version in the function's own group", () => {
    expect(logStreamName(orders, now)).toMatch(/^2026\/11\/20\/\[\$LATEST\][0-9a-f]{32}$/);
  });

  it('names the function in a group that may have others', () => {
    const shared = { ...orders, version: '7', logGroup: '/shared' };
    expect(logStreamName(shared, now)).toMatch(/^2026\/11\/20\/orders\[7\][0-9a-f]{32}$/);
  });

  it('is another one for each environment', () => {
    expect(logStreamName(orders, now)).not.toBe(logStreamName(orders, now));
  });
});
