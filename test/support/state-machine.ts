import { randomBytes } from 'node:crypto';
import { CreateStateMachineCommand, DeleteStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';

/** The state machine of the contract suite: it does what its input's `kind` says, and calls nobody. */
export const MACHINE = {
  StartAt: 'Choose',
  States: {
    Choose: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.kind', StringEquals: 'wait', Next: 'Wait' },
        { Variable: '$.kind', StringEquals: 'fail', Next: 'Fail' },
      ],
      Default: 'Pass',
    },
    Wait: { Type: 'Wait', Seconds: 60, Next: 'Pass' },
    Fail: { Type: 'Fail', Error: 'AsAsked', Cause: 'the input says so' },
    Pass: { Type: 'Pass', Result: { answer: 42 }, ResultPath: '$.result', End: true },
  },
};

/** The state machine in an account that can have more than one, and how it goes away. */
export function stateMachines(states: SFNClient, roleArn: string) {
  const created: (string | undefined)[] = [];
  return {
    async createStateMachine(): Promise<string> {
      const { stateMachineArn } = await states.send(
        new CreateStateMachineCommand({
          name: `contract-${randomBytes(6).toString('hex')}`,
          definition: JSON.stringify(MACHINE),
          roleArn,
        }),
      );
      created.push(stateMachineArn);
      return stateMachineArn ?? '';
    },
    async deleteStateMachines(): Promise<void> {
      for (const stateMachineArn of created) {
        await states.send(new DeleteStateMachineCommand({ stateMachineArn })).catch(() => undefined);
      }
    },
  };
}
