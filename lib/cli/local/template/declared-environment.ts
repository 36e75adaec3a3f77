import type { ListedFunction } from './listed-function.ts';
import { Unresolved } from './resolve.ts';

/**
 * The environment variables that have a value on this machine, and a sentence for each that hasn't.
 * @param given values that win over the template's
 */
export function declaredEnvironment(
  { logicalId, properties }: ListedFunction,
  given: Readonly<Record<string, string>>,
): { environment: Record<string, string>; warnings: string[] } {
  const environment: Record<string, string> = {};
  const warnings: string[] = [];
  for (const [name, value] of Object.entries(variablesOf(properties.Environment))) {
    if (Object.hasOwn(given, name)) continue;
    if (['string', 'number', 'boolean'].includes(typeof value)) environment[name] = String(value);
    else warnings.push(`${name} of ${logicalId} is left out: ${reason(value)}. Give it in power-tuner.json`);
  }
  return { environment: { ...environment, ...given }, warnings };
}

function variablesOf(environment: unknown): object {
  const { Variables } = (environment ?? {}) as { Variables?: unknown };
  return typeof Variables === 'object' && Variables !== null && !(Variables instanceof Unresolved)
    ? Variables
    : {};
}

function reason(value: unknown): string {
  return value instanceof Unresolved
    ? `${String(value)} has no value before it is deployed`
    : 'it is no text, number or boolean';
}
