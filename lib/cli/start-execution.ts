import { randomUUID } from 'node:crypto';
import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

/**
 * Starts an execution, one whatever happens: where the answer is lost, the client's next attempt has the same
 * name, and Step Functions finds the execution that runs already.
 * @returns its ARN
 */
export async function startExecution(
  client: SFNClient,
  stateMachineArn: string,
  input: object,
): Promise<string> {
  const name = randomUUID();
  try {
    const { executionArn = '' } = await client.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
    );
    return executionArn;
  } catch (error) {
    // The one that was started has ended already. Nobody else has this name.
    if (!(error instanceof Error) || error.name !== 'ExecutionAlreadyExists') throw error;
    return executionArnOf(stateMachineArn, name);
  }
}

/**
 * The ARN that an execution of this name has.
 * @param stateMachineArn also with a version or an alias behind its name, which an execution's ARN has not
 */
export function executionArnOf(stateMachineArn: string, name: string): string {
  const [arn, partition, service, region, account, , machine] = stateMachineArn.split(':');
  return [arn, partition, service, region, account, 'execution', machine, name].join(':');
}
