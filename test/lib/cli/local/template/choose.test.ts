import { describe, expect, it } from 'vitest';
import { chooseFunction } from '../../../../../lib/cli/local/template/choose.ts';
import { listFunctions } from '../../../../../lib/cli/local/template/listed-function.ts';
import { PLACE, sourceOf } from '../support/source.ts';

const made = (path: string, FunctionName?: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: FunctionName === undefined ? {} : { FunctionName },
  Metadata: { 'aws:cdk:path': `${path}/Resource` },
});
const functions = listFunctions(
  sourceOf({
    Resources: {
      OrdersA9B65338: made('Shop/Orders', 'shop-orders'),
      ReturnsOrders11: made('Shop/Returns/Orders'),
      Payments22: made('Shop/Payments'),
      Bucket: { Type: 'AWS::S3::Bucket' },
    },
  }),
  PLACE,
);
const chosen = (name?: string) => chooseFunction(functions, name, 'cdk.out').logicalId;

describe('chooseFunction', () => {
  it.each([
    ['OrdersA9B65338', 'OrdersA9B65338'],
    ['shop-orders', 'OrdersA9B65338'],
    ['Shop/Orders', 'OrdersA9B65338'],
    ['Shop/Orders/Resource', 'OrdersA9B65338'],
    ['Returns/Orders', 'ReturnsOrders11'],
    ['Payments', 'Payments22'],
  ])('finds %s: logical id, FunctionName, construct path or its end', (name, logicalId) => {
    expect(chosen(name)).toBe(logicalId);
  });

  it('takes the only one without a name', () => {
    expect(chooseFunction(functions.slice(2), undefined, 'cdk.out').logicalId).toBe('Payments22');
  });

  it('refuses to choose among several, and lists them', () => {
    expect(() => chosen()).toThrow(
      'cdk.out has 3 functions; name one with --function:\n- OrdersA9B65338 (shop-orders, Shop/Orders)\n- ReturnsOrders11 (Shop/Returns/Orders)\n- Payments22 (Shop/Payments)',
    );
  });

  it('refuses a name that could be several', () => {
    expect(() => chosen('Orders')).toThrow(/2 functions that Orders could be.*\n- OrdersA9.*\n- ReturnsO/);
  });

  it('refuses a name that none has, with the nearest', () => {
    expect(() => chosen('Payment')).toThrow(/has no function Payment; did you mean Payments\?/);
    expect(() => chooseFunction([], 'x', 'template.yaml')).toThrow('template.yaml declares no function');
  });
});
