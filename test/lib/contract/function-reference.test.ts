import { describe, expect, it } from 'vitest';
import { parseFunctionReference, withoutQualifier } from '../../../lib/contract/index.ts';

describe('parseFunctionReference', () => {
  it('reads a full ARN with an alias', () => {
    expect(parseFunctionReference('arn:aws-cn:lambda:cn-north-1:123456789012:function:orders:live')).toEqual({
      partition: 'aws-cn',
      region: 'cn-north-1',
      accountId: '123456789012',
      functionName: 'orders',
      qualifier: 'live',
    });
  });

  it('reads a partial ARN', () => {
    expect(parseFunctionReference('123456789012:function:orders')).toEqual({
      accountId: '123456789012',
      functionName: 'orders',
    });
  });

  it('reads a name with a version', () => {
    expect(parseFunctionReference('orders:12')).toEqual({ functionName: 'orders', qualifier: '12' });
  });

  it('keeps $LATEST as a qualifier', () => {
    expect(parseFunctionReference('orders:$LATEST')).toEqual({
      functionName: 'orders',
      qualifier: '$LATEST',
    });
  });

  it('refuses what is no function', () => {
    expect(parseFunctionReference('arn:aws:iam::123456789012:role/x')).toBeUndefined();
  });
});

describe('withoutQualifier', () => {
  const own = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';

  it.each([own, `${own}:live`, `${own}:12`, `${own}:$LATEST`])(
    "gives the function's own ARN of %s",
    (arn) => {
      expect(withoutQualifier(arn)).toBe(own);
    },
  );
});
