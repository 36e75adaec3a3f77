import { BadInput } from './exit-code.ts';

/** An execution's ARN, in the parts that say where it is and whose. */
export interface ExecutionArn {
  readonly region: string;
  readonly stateMachineArn: string;
}

const ARN =
  /^arn:(aws[a-z-]*):states:([a-z]{2,}(?:-[a-z]+)+-\d+):(\d{12}):(\w+):([^:\s]+)(?::([^:\s]+))?(?::([^:\s]+))?$/;

/**
 * Reads an execution's ARN.
 * @throws BadInput that says what was given instead, and how to come by one.
 */
export function readExecutionArn(given: string): ExecutionArn {
  const [, partition, region = '', account, kind, machine, name] = ARN.exec(given) ?? [];
  const stateMachineArn = `arn:${partition}:states:${region}:${account}:stateMachine:${machine}`;
  if (kind === 'execution' && name !== undefined) return { region, stateMachineArn };
  if (kind === 'stateMachine') {
    throw new BadInput(`${given} is a state machine, not an execution of it. ${listing(stateMachineArn)}`);
  }
  if (kind === 'express') {
    throw new BadInput(
      `${given} is an express execution, which can't be followed: power-tuner's state machine is a standard one`,
    );
  }
  throw new BadInput(
    `${given} is no execution's ARN; allowed: arn:aws:states:<region>:<account>:execution:<state machine>:<name>, as power-tuner tune prints it. ${listing('<state machine arn>')}`,
  );
}

/** How to find the executions that there are. */
export function listing(stateMachineArn: string): string {
  return `Executions are listed by: aws stepfunctions list-executions --state-machine-arn ${stateMachineArn}`;
}
