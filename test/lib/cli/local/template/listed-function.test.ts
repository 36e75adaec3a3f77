import { describe, expect, it } from 'vitest';
import { listFunctions } from '../../../../../lib/cli/local/template/listed-function.ts';
import { PLACE, sourceOf } from '../support/source.ts';

describe('listFunctions', () => {
  it('lists functions of both kinds, and leaves out those whose condition does not hold', () => {
    const Type = 'AWS::Lambda::Function';
    const source = sourceOf({
      Parameters: { Stage: { Type: 'String', Default: 'dev' }, Needed: { Type: 'String' } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        Unknown: { 'Fn::Equals': [{ Ref: 'Needed' }, 'x'] },
      },
      Resources: {
        Serverless: { Type: 'AWS::Serverless::Function' },
        Plain: { Type },
        Maybe: { Type, Condition: 'Unknown' },
        ProdOnly: { Type, Condition: 'IsProd' },
        Queue: { Type: 'AWS::SQS::Queue' },
      },
    });
    expect(listFunctions(source, PLACE).map(({ logicalId }) => logicalId)).toEqual([
      'Serverless',
      'Plain',
      'Maybe',
    ]);
  });
});
