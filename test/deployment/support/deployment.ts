import { setTimeout as sleep } from 'node:timers/promises';
import { type CreateFunctionCommandInput, InvokeCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect } from 'vitest';
import type { TuningResult } from '../../../lib/contract/index.ts';
import { connect } from '../../support/backend.ts';
import { type Finished, powerTuner } from '../../support/command-line.ts';
import { deploymentFacts, environmentFor } from './facts.ts';
import { createTarget, type Says, stateOf } from './target.ts';

export type Deployment = ReturnType<typeof connectDeployment>;

/** The deployed stack, through the real SDK, and what a test does with it. */
export function connectDeployment() {
  const facts = deploymentFacts();
  const { endpoint, region, stateMachineArn } = facts;
  const clients = connect(endpoint, region);
  const { lambda, states } = clients;

  async function start(input: object): Promise<string> {
    const { executionArn = '' } = await states.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
    );
    return executionArn;
  }

  async function end(executionArn: string): Promise<DescribeExecutionCommandOutput> {
    for (;;) {
      const described = await states.send(new DescribeExecutionCommand({ executionArn }));
      if (described.status !== 'RUNNING') return described;
      await sleep(50);
    }
  }

  /** What the last task of an execution that failed ended with. */
  async function failedTask(executionArn: string): Promise<{ error?: string; cause?: string }> {
    const { events = [] } = await states.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
    );
    const { error, cause } =
      events.findLast(({ type }) => type === 'TaskFailed')?.taskFailedEventDetails ?? {};
    return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  }

  async function probes(): Promise<string[]> {
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
    const names = Functions.map(({ FunctionName = '' }) => FunctionName);
    return names.filter((name) => name.startsWith('power-tuner-probe-')).sort();
  }

  async function invoke(FunctionName: string, event: object): Promise<unknown> {
    const { Payload } = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
    );
    return JSON.parse(Payload?.transformToString() ?? 'null');
  }

  return {
    facts,
    ...clients,
    create: (name: string, says: Says, more?: Partial<CreateFunctionCommandInput>) =>
      createTarget(lambda, name, says, more),
    start,
    end,
    failedTask,
    /** Runs an input that has to succeed. */
    async tune(input: object): Promise<TuningResult> {
      const executionArn = await start(input);
      const { status, output } = await end(executionArn);
      if (status !== 'SUCCEEDED') {
        const { error, cause } = await failedTask(executionArn);
        throw new Error(`the execution is ${status}: ${error}: ${cause}`);
      }
      return JSON.parse(output ?? 'null');
    },
    /** Runs `power-tuner tune` with the deployed state machine, until `interruption` at the latest. */
    powerTuner: (args: readonly string[], interruption?: Promise<unknown>): Promise<Finished> =>
      powerTuner(['tune', ...args, '--state-machine', stateMachineArn], {
        environment: environmentFor(endpoint),
        ...(interruption === undefined ? {} : { interruption }),
      }),
    /** The names of all probes that are there. */
    probes,
    /** Waits until there are so many probes. */
    async untilProbed(count: number): Promise<readonly string[]> {
      for (;;) {
        const found = await probes();
        if (found.length === count) return found;
        await sleep(50);
      }
    },
    /** Does what must leave a function as it is, and no probe behind. */
    async unharmed<T>(functionName: string, action: () => Promise<T>): Promise<T> {
      const before = await stateOf(lambda, functionName);
      const result = await action();
      expect(await stateOf(lambda, functionName)).toEqual(before);
      expect(await probes()).toEqual([]);
      return result;
    },
    invoke,
    /** Invokes the deployed Cleaner; without an execution it sweeps. */
    clean: (event: { readonly executionArn?: string }) => invoke('power-tuner-cleaner', event),
    /**
     * Waits until no Executor runs. The peer runs a function's invocations one after the other, so that one
     * that is answered has waited for those before it. This one has nothing to do, and fails at once.
     */
    executorsEnded: () => invoke('power-tuner-executor', {}),
  };
}
