import type { Option } from 'commander';
import * as z from 'zod';
import { inputSchema } from '../../contract/index.ts';
import { pricedRegions } from '../../core/pricing/price-table.ts';
import { RUNTIMES } from '../../emulator/lambda/runtimes.ts';

/** Of options that are no input. */
const OTHER_VALUES: Readonly<Record<string, () => readonly string[]>> = {
  region: pricedRegions,
  regions: pricedRegions,
  // What is run on this machine.
  runtime: () => RUNTIMES.filter((name) => /^(?:nodejs|python|provided)/.test(name)),
};

/** The values of an option that has few, by the schema of the input key that it gives. */
export function valuesOf(option: Option): readonly string[] {
  const schema = unwrapped(Reflect.get(inputSchema.shape, option.attributeName()));
  if (schema instanceof z.ZodEnum) return textsOf(schema);
  if (schema === undefined) return OTHER_VALUES[option.attributeName()]?.() ?? [];
  const item = schema instanceof z.ZodArray ? unwrapped(schema.element) : undefined;
  if (!(item instanceof z.ZodEnum)) return [];
  // Given as a list with commas.
  const items = textsOf(item);
  return [...items, items.join(',')];
}

const textsOf = (schema: z.ZodEnum) => schema.options.map(String);

/** Without its default, and the same whether it may be left out. */
function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrapped(schema.unwrap())
    : schema;
}
