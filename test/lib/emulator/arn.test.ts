import { describe, expect, it } from 'vitest';
import { functionArn } from '../../../lib/emulator/arn.ts';

describe('functionArn', () => {
  it.each([
    ['eu-west-1', 'arn:aws:lambda:eu-west-1:123456789012:function:f:live'],
    ['cn-north-1', 'arn:aws-cn:lambda:cn-north-1:123456789012:function:f:live'],
    ['us-gov-east-1', 'arn:aws-us-gov:lambda:us-gov-east-1:123456789012:function:f:live'],
  ])('names a function of %s', (region, arn) => {
    expect(functionArn({ region, accountId: '123456789012' }, 'f', 'live')).toBe(arn);
  });
});
