import { describe, expect, it } from 'vitest';
import { mergedProperties } from '../../../../../lib/cli/local/template/globals.ts';
import { sourceOf } from '../support/source.ts';

const { template } = sourceOf({
  Globals: {
    Function: {
      Runtime: 'nodejs24.x',
      Timeout: 10,
      Layers: ['a'],
      Environment: { Variables: { A: '1', B: { Ref: 'X' } } },
    },
  },
});
const Type = 'AWS::Serverless::Function';

describe('mergedProperties', () => {
  it("puts a function's own over the globals: maps merged, lists one after the other", () => {
    const Properties = {
      Timeout: 20,
      Layers: ['b'],
      Environment: { Variables: { B: { 'Fn::Sub': 'y' }, C: '3' } },
    };
    expect(mergedProperties({ Type, Properties }, template)).toEqual({
      Runtime: 'nodejs24.x',
      Timeout: 20,
      Layers: ['a', 'b'],
      Environment: { Variables: { A: '1', B: { 'Fn::Sub': 'y' }, C: '3' } },
    });
  });

  it('gives them to serverless functions only', () => {
    const Properties = { Handler: 'index.handler' };
    expect(mergedProperties({ Type: 'AWS::Lambda::Function', Properties }, template)).toEqual(Properties);
    expect(mergedProperties({ Type }, template)).toMatchObject({ Runtime: 'nodejs24.x' });
  });
});
