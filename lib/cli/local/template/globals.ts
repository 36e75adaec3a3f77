import type { Resource, Template } from './template.ts';

/**
 * A resource's properties, with SAM's Globals.Function beneath those of a serverless function: maps are
 * merged, lists are put one after the other, anything else is overridden.
 * Source: AWS SAM's "Globals section of the template".
 */
export function mergedProperties(
  { Type, Properties = {} }: Resource,
  { Globals }: Template,
): Record<string, unknown> {
  if (Type !== 'AWS::Serverless::Function') return Properties;
  return merged(Globals?.Function ?? {}, Properties) as Record<string, unknown>;
}

function merged(global: unknown, own: unknown): unknown {
  if (own === undefined) return global;
  if (Array.isArray(global) && Array.isArray(own)) return [...global, ...own];
  if (!isPlainMap(global) || !isPlainMap(own)) return own;
  const keys = new Set([...Object.keys(global), ...Object.keys(own)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(global[key], own[key])]));
}

/** An intrinsic function is one value, not a map to merge with. */
function isPlainMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}
