import { describe, expect, it } from 'vitest';
import { widthOf, wrapped } from '../../../lib/report/fit.ts';

describe('wrapped', () => {
  it('breaks between words only, and leaves a word that is too wide whole', () => {
    expect(wrapped('see https://example.com/of/a/page for it', { columns: 10 })).toBe(
      'see\nhttps://example.com/of/a/page\nfor it',
    );
  });

  it('keeps a figure and its unit together', () => {
    expect(wrapped('it takes 12.3 ms each', { columns: 14 })).toBe('it takes\n12.3 ms each');
  });

  it('changes nothing where there is no end of room', () => {
    expect(wrapped('a '.repeat(500), {})).toBe('a '.repeat(500));
  });

  it('counts columns, not characters: what is wide takes two', () => {
    expect(widthOf('関数')).toBe(4);
    expect(wrapped('関数 関数', { columns: 8 })).toBe('関数\n関数');
  });
});
