/** No invocation takes or costs more, or less: such figures are mistakes, and no axis holds them. */
const LARGEST = 1e15;
const SMALLEST = 1e-15;

/** Whether a number can be drawn beside others. */
export function isDrawable(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= SMALLEST && size <= LARGEST);
}
