import { checkInput, describeProblems, type TuningInput } from '../contract/index.ts';
import { BadInput } from './exit-code.ts';

/** @throws BadInput with every problem; nothing has been created or invoked by then. */
export function assertInput(input: unknown): TuningInput {
  const checked = checkInput(input);
  if (checked.ok) return checked.input;
  throw new BadInput(
    `${describeProblems(checked.problems)}\nEvery key is explained by: power-tuner init -o -, every option by: power-tuner tune --help`,
  );
}
