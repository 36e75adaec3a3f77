import { describe, expect, it } from 'vitest';
import { parseCloudFormationYaml } from '../../../../../lib/cli/local/template/cloudformation-yaml.ts';

/** A placeholder of Fn::Sub. */
const $ = (name: string) => `\${${name}}`;

describe('parseCloudFormationYaml', () => {
  it.each([
    ['!Ref Table', { Ref: 'Table' }],
    ['!Condition IsDev', { Condition: 'IsDev' }],
    ['!GetAtt Table.Arn', { 'Fn::GetAtt': 'Table.Arn' }],
    [`!Sub "a-${$('B')}"`, { 'Fn::Sub': `a-${$('B')}` }],
    ['!Join ["-", [a, !Ref B]]', { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }],
    [`!Sub ["${$('H')}", {H: !GetAtt A.B}]`, { 'Fn::Sub': [`${$('H')}`, { H: { 'Fn::GetAtt': 'A.B' } }] }],
    ['!If [C, 1, !Ref AWS::NoValue]', { 'Fn::If': ['C', 1, { Ref: 'AWS::NoValue' }] }],
    ['!Transform {Name: AWS::Include}', { 'Fn::Transform': { Name: 'AWS::Include' } }],
  ])('reads %s in its long form', (text, expected) => {
    expect(parseCloudFormationYaml(`key: ${text}`)).toEqual({ key: expected });
  });

  it('reads anchors and merge keys', () => {
    const text = 'base: &base {Runtime: nodejs24.x}\nown:\n  <<: *base\n  Handler: a.b';
    expect(parseCloudFormationYaml(text)).toMatchObject({
      own: { Runtime: 'nodejs24.x', Handler: 'a.b' },
    });
  });

  it('keeps a date as the text that it is', () => {
    expect(parseCloudFormationYaml('AWSTemplateFormatVersion: 2010-09-09')).toEqual({
      AWSTemplateFormatVersion: '2010-09-09',
    });
  });

  it('refuses what is no YAML, with the place', () => {
    expect(() => parseCloudFormationYaml('a: [1\nb: 2')).toThrow(/line 2/);
  });
});
