import * as z from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** One field of an output, as the page shows it. */
interface Field {
  /** With dots into objects and `[]` into lists; a `?` where it may be absent. */
  readonly path: string;
  readonly type: string;
  readonly unit: string;
  readonly meaning: string;
}

/** A heading of the page, and what stands under it. */
interface Section {
  readonly name: string;
  readonly text: string;
  readonly fields: readonly Field[];
}

export interface Page {
  readonly schema: z.ZodType;
  readonly name: string;
  readonly text: string;
}

/** Fields that the schemas give no meaning, by their path: `Candidate.status`. */
export function withoutMeaning(pages: readonly Page[]): string[] {
  return sectionsOf(pages).flatMap(({ name, fields }) =>
    fields.filter(({ meaning }) => meaning === '').map(({ path }) => `${name}.${path.replaceAll('?', '')}`),
  );
}

/** The sections as Markdown: the given schemas, then each kind of object that they name. */
export function sectionsAsMarkdown(pages: readonly Page[]): string {
  return sectionsOf(pages).map(asMarkdown).join('\n');
}

function sectionsOf(pages: readonly Page[]): Section[] {
  const kinds = new Map<string, Section>();
  const sections = pages.map(({ schema, name, text }) => {
    const json = z.toJSONSchema(schema);
    for (const [id, kind] of Object.entries(json.$defs ?? {})) {
      kinds.set(id, { name: id, text: kind.description ?? '', fields: fieldsOf(kind) });
    }
    return { name, text, fields: fieldsOf(json) };
  });
  return [...sections, ...[...kinds.values()].sort((a, b) => a.name.localeCompare(b.name))];
}

function fieldsOf(schema: Schema, before = ''): Field[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    if (typeof property === 'boolean') return [];
    const path = `${before}${key}${required.has(key) ? '' : '?'}`;
    const meaning = property.description ?? '';
    const field = { path, type: typeOf(property), unit: unitOf(key, property), meaning };
    // What may change between versions has no fields that anybody may rely on.
    if (property.isInternal === true) return [field];
    const item = itemOf(property);
    return [
      field,
      ...fieldsOf(property, `${path}.`),
      ...(item === undefined ? [] : fieldsOf(item, `${path}[].`)),
    ];
  });
}

function itemOf({ items }: Schema): Schema | undefined {
  return typeof items === 'object' && !Array.isArray(items) ? items : undefined;
}

function typeOf(schema: Schema): string {
  const item = itemOf(schema);
  if (item !== undefined)
    return item.$ref === undefined && item.properties ? 'list' : `list of ${typeOf(item)}`;
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  return TYPES[String(schema.type)] ?? 'any';
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'object',
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
};

/** Units that names end with. */
const SUFFIXES: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/Ms$/, 'ms'],
  [/MB$/, 'MB'],
  [/Usd$/, 'money'],
  [/Percent$/, '%'],
];
const NUMERIC = new Set(['number', 'integer']);

function unitOf(key: string, schema: Schema): string {
  if (typeof schema.unit === 'string') return schema.unit;
  if (schema.$ref === undefined && !NUMERIC.has(String(schema.type))) return '';
  const name = key.replace(/Interval$/, '');
  return SUFFIXES.find(([suffix]) => suffix.test(name))?.[1] ?? '';
}

function asMarkdown({ name, text, fields }: Section): string {
  const rows = fields.map(
    ({ path, type, unit, meaning }) => `| ${path} | ${type} | ${unit} | ${meaning.replaceAll('|', '\\|')} |`,
  );
  return [
    `## ${name}`,
    ...(text === '' ? [] : [`${text}.`, '']),
    '| field | type | unit | meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
