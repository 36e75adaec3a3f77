const DECIMAL = /^(\d+(?:\.\d+)?)(?:[eE]([+-]?\d+))?$/;

/**
 * A decimal as AWS's list writes it (`0.0000002000`), times a power of ten, as the nearest number: exact, where a
 * multiplication would round once more. NaN for anything else.
 */
export function decimal(text: string, powerOfTen = 0): number {
  const match = DECIMAL.exec(text);
  if (match === null) return Number.NaN;
  return Number(`${match[1]}e${Number(match[2] ?? 0) + powerOfTen}`);
}
