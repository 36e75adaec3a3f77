import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONDITION_FIGURES, OPERATORS } from '../../../../lib/core/condition/condition.ts';
import { parseCondition } from '../../../../lib/core/condition/parse.ts';

function condition(text: string) {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.condition;
}

function problem(text: string): string {
  const parsed = parseCondition(text);
  if (parsed.ok) throw new Error(`${text} was accepted as ${parsed.condition.text}`);
  return parsed.problem;
}

describe('parseCondition', () => {
  it.each([
    ['p99 > 300', { figure: 'p99', operator: '>', limit: { kind: 'absolute', value: 300 } }],
    ['P99>=300MS', { figure: 'p99', operator: '>=', limit: { kind: 'absolute', value: 300 } }],
    ['mean > 0.3 s', { figure: 'mean', operator: '>', limit: { kind: 'absolute', value: 300 } }],
    ['mean > 1.005s', { figure: 'mean', operator: '>', limit: { kind: 'absolute', value: 1005 } }],
    ['cost > +10%', { figure: 'cost', operator: '>', limit: { kind: 'relative', value: 10 } }],
    ['cost < −2.5%', { figure: 'cost', operator: '<', limit: { kind: 'relative', value: -2.5 } }],
    ['mean > -0%', { figure: 'mean', operator: '>', limit: { kind: 'relative', value: 0 } }],
    ['saving > 20%', { figure: 'saving', operator: '>', limit: { kind: 'absolute', value: 20 } }],
    ['saving < -5', { figure: 'saving', operator: '<', limit: { kind: 'absolute', value: -5 } }],
    ['  cold   p99 <= .5s ', { figure: 'cold p99', operator: '<=', limit: { kind: 'absolute', value: 500 } }],
    ['memory > 400 MB', { figure: 'memory', operator: '>', limit: { kind: 'absolute', value: 400 } }],
    [
      'recommended cold p99 > 2s',
      { role: 'recommended', figure: 'cold p99', operator: '>', limit: { kind: 'absolute', value: 2000 } },
    ],
    [
      'current cost > 5',
      { role: 'current', figure: 'cost', operator: '>', limit: { kind: 'absolute', value: 5 } },
    ],
  ])('reads %s', (text, expected) => {
    const { text: canonical, ...rest } = condition(text);
    expect(rest).toEqual(expected);
    // The spelling that it is repeated in means the same.
    expect(condition(canonical)).toEqual({ text: canonical, ...expected });
  });

  it.each([
    ['p98 > 300', /no figure "p98"; did you mean p9[09]\?.*Allowed: cost, mean, p50/],
    ['cots > 5', /did you mean cost\?/],
    ['curent p99 > 5', /did you mean current p99\?/],
    ['throughput > 5', /no figure "throughput"\. Allowed/],
    ['> 5', /it names no figure\. Allowed/],
    ['p99 300', /it compares nothing/],
    ['', /it compares nothing/],
    ['p99 => 300', /=> is no comparison; allowed: >, >=, <, <=/],
    ['p99 == 300', /== is no comparison/],
    ['p99 > 3 > 4', /the limit is "3 > 4"/],
    ['cost > ', /limit is missing.*a shell takes \$5 for a variable/],
    ['cost > $5', /without a sign of its currency/],
    ['cost > 5ms', /the limit is "5ms"/],
    ['cost > 10%', /Did you mean \+10%\?/],
    ['p99 > +50', /A sign is for percent/],
    ['p99 > -50 ms', /A sign is for percent/],
    ['p99 > 1,000', /the limit is "1,000"/],
    ['p99 > 1e3', /the limit is "1e3"/],
    [`p99 > ${'9'.repeat(400)}`, /larger than any number/],
    ['saving > +20%', /allowed: percent of what is paid now/],
    ['current saving > 20%', /leave out which of them/],
  ])('refuses %j', (text, message) => {
    expect(problem(text)).toMatch(message);
  });

  // A check that can't fail, or always does, is a mistake.
  it.each([
    'p99 < 0',
    'cost >= 0',
    'memory > 0MB',
    'cost < -100%',
    'p99 > -250%',
    'saving > 100%',
    'saving < 120',
  ])('refuses %s, which says the same of every result', (text) => {
    expect(problem(text)).toMatch(/allowed: (over|under)/);
  });

  it('shows what was given on one line, without what could write over a terminal', () => {
    expect(problem('p\u001b[2J\n99 > 300')).not.toMatch(/\p{Cc}/u);
  });

  it('reads every figure with every comparison and limit, however it is spaced', () => {
    const space = fc.constantFrom('', ' ', '  ', '\t');
    fc.assert(
      fc.property(
        fc.constantFrom(...CONDITION_FIGURES),
        fc.constantFrom(...OPERATORS),
        fc.integer({ min: 1, max: 99 }),
        space,
        space,
        (figure, operator, value, before, after) => {
          const read = condition(`${figure}${before}${operator}${after}${value}`);
          expect(read).toMatchObject({ figure, operator, limit: { kind: 'absolute', value } });
        },
      ),
      { seed: 1 },
    );
  });

  it('says something of any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseCondition(text);
        expect(parsed.ok ? parsed.condition.text : parsed.problem).not.toBe('');
      }),
      { seed: 2 },
    );
  });
});
