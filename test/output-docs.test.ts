import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { OUTPUTS, outputPage } from '../scripts/docs/output.ts';
import { sectionsAsMarkdown, withoutMeaning } from '../scripts/docs/output-page.ts';

describe('docs/output.md', () => {
  it('is what the schemas say: npm run docs:output writes it', () => {
    expect(readFileSync(new URL('../docs/output.md', import.meta.url), 'utf8')).toBe(outputPage());
  });

  it('has a meaning for every field', () => {
    expect(withoutMeaning(OUTPUTS)).toEqual([]);
  });

  it('has a unit for every number that has one', () => {
    const page = outputPage();
    for (const row of [
      '| power | whole number | MB |',
      '| cost | number | money |',
      '| duration | number | ms |',
      '| recommendation.saving?.costPercentInterval? | [Interval](#interval) | % |',
      '| recommendation.monthly?.savingUsdInterval? | [Interval](#interval) | money |',
      '| p99 | [Figure](#figure) | ms |',
      '| warm?.costUsd | [Figure](#figure) | money |',
    ]) {
      expect(page).toContain(row);
    }
  });
});

describe('the page of a schema', () => {
  const kind = z.object({ a: z.number().describe('An a') }).meta({ id: 'Kind', description: 'A kind' });

  it('finds fields without a meaning, in objects, lists and kinds of their own', () => {
    const nameless = z.object({ b: z.string() }).meta({ id: 'Nameless' });
    const schema = z.object({
      told: z.number().describe('Told'),
      untold: z.number(),
      inner: z.object({ c: z.number().optional() }).describe('Inner'),
      list: z.array(z.object({ d: z.number() })).describe('List'),
      kind: nameless.describe('Of a kind'),
    });
    expect(withoutMeaning([{ schema, name: 'Page', text: '' }])).toEqual([
      'Page.untold',
      'Page.inner.c',
      'Page.list[].d',
      'Nameless.b',
    ]);
  });

  it('writes types, units and what may be absent', () => {
    const schema = z.object({
      waitMs: kind.optional().describe('How long'),
      sizes: z.array(z.int()).describe('Sizes'),
      kinds: z.array(kind).describe('Kinds'),
      mode: z.enum(['a', 'b']).describe('Either'),
      ratio: z.number().meta({ description: 'A | B', unit: '%' }),
    });
    expect(sectionsAsMarkdown([{ schema, name: 'Page', text: 'A page' }])).toBe(
      [
        '## Page',
        'A page.',
        '',
        '| field | type | unit | meaning |',
        '| --- | --- | --- | --- |',
        '| waitMs? | [Kind](#kind) | ms | How long |',
        '| sizes | list of whole number |  | Sizes |',
        '| kinds | list of [Kind](#kind) |  | Kinds |',
        '| mode | `"a"`, `"b"` |  | Either |',
        '| ratio | number | % | A \\| B |',
        '',
        '## Kind',
        'A kind.',
        '',
        '| field | type | unit | meaning |',
        '| --- | --- | --- | --- |',
        '| a | number |  | An a |',
        '',
      ].join('\n'),
    );
  });
});
