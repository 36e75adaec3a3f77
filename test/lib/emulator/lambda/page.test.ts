import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { page } from '../../../../lib/emulator/lambda/page.ts';

function allPages(items: readonly string[], size: number): (readonly string[])[] {
  const pages: (readonly string[])[] = [];
  let marker: string | undefined;
  do {
    const { items: given, next } = page(items, (item) => item, { marker, size });
    pages.push(given);
    marker = next;
  } while (marker !== undefined);
  return pages;
}

describe('page', () => {
  it('gives every item once, in order, on pages that are full but for the last', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 30 }),
        fc.integer({ min: 1, max: 10 }),
        (items, size) => {
          const pages = allPages(items, size);
          expect([...pages.flat()].sort()).toEqual([...items].sort());
          expect(pages.slice(0, -1).every((given) => given.length === size)).toBe(true);
          expect(pages.length).toBe(Math.max(1, Math.ceil(items.length / size)));
        },
      ),
      { seed: 20261120 },
    );
  });

  it('goes on behind an item that was deleted in between', () => {
    const { next } = page(['a', 'b', 'c'], (item) => item, { size: 2 });
    expect(page(['a', 'c'], (item) => item, { marker: next, size: 2 }).items).toEqual(['c']);
  });

  it('refuses a marker that no answer gave', () => {
    expect(() => page(['a'], (item) => item, { marker: 'made up', size: 2 })).toThrow('Invalid marker');
  });
});
