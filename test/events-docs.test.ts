import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_OUTCOMES, eventSchema } from '../lib/contract/index.ts';
import { EVENTS, eventsPage, PATTERNS } from '../scripts/docs/events.ts';
import { withoutMeaning } from '../scripts/docs/output-page.ts';

const page = readFileSync(new URL('../docs/events.md', import.meta.url), 'utf8');
const stored = (version: number) =>
  JSON.parse(readFileSync(new URL(`fixtures/events/v${version}.json`, import.meta.url), 'utf8'));

describe('docs/events.md', () => {
  it('is what the schema and the example say: npm run docs:events writes it', () => {
    expect(page).toBe(eventsPage());
  });

  it('has a meaning for every field, and a row for every outcome', () => {
    expect(withoutMeaning(EVENTS)).toEqual([]);
    for (const outcome of EVENT_OUTCOMES) expect(page).toContain(`\n| \`${outcome}\` | `);
  });

  it('has patterns that name fields and outcomes that there are', () => {
    const known = (pattern: object, schema: Schema): void => {
      for (const [key, wanted] of Object.entries(pattern)) {
        const field = schema.shape?.[key];
        expect(field, key).toBeDefined();
        const inner = field?.unwrap?.() ?? field;
        if (Array.isArray(wanted)) {
          const texts = wanted.filter((value) => typeof value === 'string');
          for (const text of texts) expect(inner?.options).toContain(text);
        } else known(wanted, inner ?? {});
      }
    };
    for (const { detail = {} } of Object.values<{ detail?: object }>(PATTERNS)) {
      known(detail, eventSchema as unknown as Schema);
    }
  });
});

/** As much of zod's objects as is looked at. */
interface Schema {
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly options?: readonly string[];
  unwrap?(): Schema;
}

describe('an event of every version', () => {
  it.each([1])('can be read: %i', (version) => {
    expect(eventSchema.parse(stored(version))).toEqual(stored(version));
  });
});
