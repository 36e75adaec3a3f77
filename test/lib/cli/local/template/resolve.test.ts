import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveValue, Unresolved } from '../../../../../lib/cli/local/template/resolve.ts';
import { PLACE, sourceOf } from '../support/source.ts';

/** A placeholder of Fn::Sub. */
const $ = (name: string) => `\${${name}}`;
const { template } = sourceOf({
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Sizes: { Type: 'CommaDelimitedList', Default: '128, 256' },
    Count: { Type: 'Number', Default: 3 },
    Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/path' },
    Needed: { Type: 'String' },
  },
  Mappings: { ByStage: { dev: { MB: 256 }, prod: { MB: 1024 } } },
  Conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    Unknown: { 'Fn::Equals': [{ Ref: 'Needed' }, 'x'] },
    Either: { 'Fn::Or': [{ Condition: 'Unknown' }, { Condition: 'IsDev' }] },
    Both: { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'IsDev' }] },
  },
});
const resolved = (value: unknown) => resolveValue(value, { ...PLACE, template });

describe('resolveValue', () => {
  it.each([
    [{ Ref: 'Stage' }, 'dev'],
    [{ Ref: 'Sizes' }, ['128', '256']],
    [{ Ref: 'Count' }, 3],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [
      { 'Fn::Sub': `a-${$('Stage')}-${$('AWS::AccountId')}-${$('!Stage')}` },
      `a-dev-000000000000-${$('Stage')}`,
    ],
    [{ 'Fn::Sub': [`${$('Own')}/${$('Stage')}`, { Own: { Ref: 'Count' } }] }, '3/dev'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 1]] }, 'a-dev-1'],
    [{ 'Fn::Select': ['1', { Ref: 'Sizes' }] }, '256'],
    [{ 'Fn::Split': ['.', 'a.b'] }, ['a', 'b']],
    [{ 'Fn::FindInMap': ['ByStage', { Ref: 'Stage' }, 'MB'] }, 256],
    [{ 'Fn::If': ['IsDev', 'yes', { Ref: 'Needed' }] }, 'yes'],
    [{ 'Fn::If': ['IsProd', { Ref: 'Needed' }, 'no'] }, 'no'],
    [{ 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
  ])('carries out %j', (expression, expected) => {
    expect(resolved(expression)).toEqual(expected);
  });

  it('leaves out what AWS::NoValue stands for', () => {
    const nothing = { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] };
    expect(resolved({ a: nothing, b: [nothing, 2] })).toEqual({ b: [2] });
    expect(resolved(nothing)).toBeUndefined();
  });

  it.each([
    [{ Ref: 'Table' }, '!Ref Table'],
    [{ Ref: 'Needed' }, '!Ref Needed'],
    [{ Ref: 'Secret' }, '!Ref Secret'],
    [{ 'Fn::GetAtt': ['Table', 'Arn'] }, '!GetAtt Table.Arn'],
    [{ 'Fn::ImportValue': 'x' }, '!ImportValue'],
    [{ 'Fn::Sub': `postgres://user:secret@${$('Host')}` }, '!Sub'],
    [{ 'Fn::Join': ['', ['a', { Ref: 'Table' }]] }, '!Join'],
    [{ 'Fn::FindInMap': ['ByStage', 'beta', 'MB'] }, '!FindInMap'],
    [{ 'Fn::If': ['Unknown', 1, 2] }, '!If'],
    [{ 'Fn::If': ['Both', 1, 2] }, '!If'],
    [{ Ref: 'constructor' }, '!Ref constructor'],
    ['{{resolve:secretsmanager:db:SecretString:password}}', 'a dynamic reference'],
  ])('says that %j has no value here, without the text around it', (expression, name) => {
    const value = resolved(expression);
    expect(value).toBeInstanceOf(Unresolved);
    expect(String(value)).toBe(name);
  });

  it('leaves alone what is no expression', () => {
    const plain = fc
      .jsonValue()
      .filter((value) => !/"(Ref|Fn::.*)":|\{\{resolve:|__proto__/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) => {
        expect(resolved(value)).toEqual(value);
      }),
      { seed: 2026, numRuns: 200 },
    );
  });

  it('resolves what it can beside what it can not', () => {
    const { Here, There } = resolved({ Here: { Ref: 'Stage' }, There: { Ref: 'Table' } }) as Record<
      string,
      unknown
    >;
    expect(Here).toBe('dev');
    expect(There).toBeInstanceOf(Unresolved);
  });
});
