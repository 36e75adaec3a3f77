/** Shorter ones are in ordinary words and numbers: they are taken out only where they stand in quotes. */
const DISTINCT_LENGTH = 4;
const TAKEN_OUT = '(a value of the environment)';

/**
 * A message of Lambda's without the values of a function's environment, which it may quote: that it is too
 * large, for example, is said with all of it.
 */
export function withoutEnvironment(
  message: string,
  variables: Readonly<Record<string, string>> | undefined,
): string {
  const values = Object.values(variables ?? {}).flatMap((value) => [value, inJson(value)]);
  // The longest first: one may be a part of another.
  const sorted = [...new Set(values)].sort((a, b) => b.length - a.length);
  return sorted.reduce(
    (text, value) =>
      value.length >= DISTINCT_LENGTH
        ? text.replaceAll(value, TAKEN_OUT)
        : text.replaceAll(`"${value}"`, `"${TAKEN_OUT}"`),
    message,
  );
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
