/** Props that can't be deployed. The message lists every problem, one a line: what, got, allowed. */
export class InvalidProps extends Error {
  override readonly name = 'InvalidProps';

  /** @param construct whose props they are */
  constructor(problems: readonly string[], construct = 'PowerTuner') {
    super(`the props of the ${construct} can't be used:\n- ${problems.join('\n- ')}`);
  }
}
