/** Props that can't be deployed. The message lists every problem, one a line: what, got, allowed. */
export class InvalidProps extends Error {
  override readonly name = 'InvalidProps';

  constructor(problems: readonly string[]) {
    super(`the props of the PowerTuner can't be used:\n- ${problems.join('\n- ')}`);
  }
}
