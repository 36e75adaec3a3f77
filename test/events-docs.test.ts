import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CANARY_DETAIL_TYPE, canaryEventSchema, EVENT_OUTCOMES, eventSchema } from '../lib/contract/index.ts';
import { EVENTS, eventsPage, PATTERNS } from '../scripts/docs/events.ts';
import { withoutMeaning } from '../scripts/docs/output-page.ts';

const page = readFileSync(new URL('../docs/events.md', import.meta.url), 'utf8');
const stored = (name: string) =>
  JSON.parse(readFileSync(new URL(`fixtures/events/${name}.json`, import.meta.url), 'utf8'));

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
    for (const { detail = {}, 'detail-type': types } of Object.values(PATTERNS)) {
      const schema = types.includes(CANARY_DETAIL_TYPE) ? canaryEventSchema : eventSchema;
      known(detail, schema as unknown as Schema);
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
  it.each(['v1'])('can be read: %s', (name) => {
    expect(eventSchema.parse(stored(name))).toEqual(stored(name));
  });

  it.each(['canary-v1'])('can be read: %s', (name) => {
    expect(canaryEventSchema.parse(stored(name))).toEqual(stored(name));
  });
});
