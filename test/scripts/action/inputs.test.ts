import { describe, expect, it } from 'vitest';
import { readInputs, variableOf } from '../../../scripts/action/inputs.ts';

function read(inputs: Readonly<Record<string, string>>) {
  return readInputs(
    Object.fromEntries(Object.entries(inputs).map(([name, value]) => [variableOf(name), value])),
  );
}

describe('the inputs of the action', () => {
  it('are what action.yml says where only the target is given', () => {
    expect(read({ target: './orders', 'fail-if': '', input: '', out: '' })).toEqual({
      target: './orders',
      failIf: [],
      failIfUnsure: false,
      out: 'power-tuner',
      formats: [],
      summary: true,
    });
  });

  it('have a condition a line, and comments between them', () => {
    expect(read({ target: 'x', 'fail-if': '\n  p99 > 300\r\n# money\n\ncost > +10%\n' })).toMatchObject({
      failIf: ['p99 > 300', 'cost > +10%'],
    });
  });

  it.each([
    ['package.json', { file: 'package.json' }],
    ['no/such/input.yml', { file: 'no/such/input.yml' }],
    ['{"num": 20}', { text: '{"num": 20}' }],
    ['num: 20', { text: 'num: 20' }],
    ['num: 20\npowerValues: [256]', { text: 'num: 20\npowerValues: [256]' }],
    ['C:\\inputs\\tune.json', { file: 'C:\\inputs\\tune.json' }],
  ])('take %j for a file or for what stands in one', (input, expected) => {
    expect(read({ target: 'x', input })).toMatchObject({ input: expected });
  });

  it('have formats once each, and no page twice', () => {
    expect(read({ target: 'x', formats: 'svg, csv,svg html\nmarkdown' })).toMatchObject({
      formats: ['svg', 'csv', 'markdown'],
    });
  });

  it('are refused with all that is wrong', () => {
    expect(read({ formats: 'markdwon, pdf', summary: 'yes', 'fail-if-unsure': '1' })).toEqual({
      problems: [
        "target is missing; allowed: a folder, zip or template, or a function's name or ARN",
        'fail-if-unsure is "1"; allowed: true or false',
        'formats has "markdwon"; did you mean markdown? allowed: csv, svg, png, markdown, json',
        'formats has "pdf"; allowed: csv, svg, png, markdown, json',
        'summary is "yes"; allowed: true or false',
      ],
    });
  });
});
