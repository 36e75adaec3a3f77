import { BadInput } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** How to come by the ARN. */
export const STATE_MACHINE_REMEDY =
  'Deploy it once (npx cdk deploy); its ARN is an output of the stack, and is listed by: aws stepfunctions list-state-machines';

const STATE_MACHINE = /^arn:aws[a-z-]*:states:[a-z]{2,}(?:-[a-z]+)+-\d+:\d{12}:stateMachine:[^\s]+$/;

/**
 * The deployed state machine: of --state-machine, or of POWER_TUNER_STATE_MACHINE.
 * @param why what it is needed for, where neither is given
 * @throws BadInput
 */
export function stateMachineFrom(
  option: string | undefined,
  { environment }: Pick<Terminal, 'environment'>,
  why: string,
): string {
  const { POWER_TUNER_STATE_MACHINE: usual = '' } = environment;
  const given = option ?? (usual === '' ? undefined : usual);
  if (given === undefined) {
    throw new BadInput(
      `${why}: give the state machine with --state-machine <arn> or POWER_TUNER_STATE_MACHINE. ${STATE_MACHINE_REMEDY}`,
    );
  }
  if (STATE_MACHINE.test(given)) return given;
  const from = option === undefined ? 'POWER_TUNER_STATE_MACHINE' : '--state-machine';
  throw new BadInput(
    `${from} is ${given}; allowed: a state machine's ARN, as in arn:aws:states:eu-west-1:123456789012:stateMachine:power-tuner. ${STATE_MACHINE_REMEDY}`,
  );
}
