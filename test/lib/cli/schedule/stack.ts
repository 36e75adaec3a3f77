import { CreateScheduleGroupCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { onTestFinished, vi } from 'vitest';
import type { Emulator } from '../../../../lib/emulator/emulator.ts';
import { createStates, type StatesService } from '../../../../lib/emulator/states/service.ts';
import { captured } from '../../../support/captured-terminal.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/schedules';
export const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:missed';

/** Answers as the state machine does, at once; for a function called `failing`, with a failure. */
const DEFINITION = {
  StartAt: 'Choose',
  States: {
    Choose: {
      Type: 'Choice',
      Choices: [{ Variable: '$.lambdaARN', StringEquals: 'failing', Next: 'Fail' }],
      Default: 'Answer',
    },
    Fail: { Type: 'Fail', Error: 'TargetNotTunable', Cause: 'as asked' },
    Answer: {
      Type: 'Pass',
      Result: {
        recommendation: { architecture: 'arm64', memoryMB: 1024 },
        outcome: { outcome: 'unchanged' },
      },
      End: true,
    },
  },
};

/** A deployed stack as the commands on schedules see it. */
export interface Stack {
  readonly emulator: Emulator;
  readonly scheduler: SchedulerClient;
  readonly stateMachineArn: string;
  readonly states: StatesService;
  /** `power-tuner schedule …`, in this process. */
  schedule(
    argv: readonly string[],
    columns?: number,
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  /** Lets a schedule start an execution, and waits for its end. */
  fire(name: string): Promise<void>;
}

/** @param tags of the group of schedules; the stack's by default, and no group where null */
export async function stack(tags?: Readonly<Record<string, string>> | null): Promise<Stack> {
  let states: StatesService | undefined;
  const { emulator, scheduler } = await startedEmulator({
    targets: { AWSStepFunctions: async (action, body) => states?.answer(action, body) },
  });
  const { region, accountId, endpoint } = emulator;
  const made = createStates({
    region,
    accountId,
    name: 'power-tuner',
    definition: DEFINITION,
    stages: {},
    cleaner: 'none',
  });
  states = made;
  const { stateMachineArn } = made;
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await made.stop();
  });
  if (tags !== null) {
    const said = tags ?? {
      'power-tuner:state-machine': stateMachineArn,
      'power-tuner:schedule-role': ROLE,
      'power-tuner:dead-letter-queue': QUEUE,
    };
    const Tags = Object.entries(said).map(([Key, Value]) => ({ Key, Value }));
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'power-tuner', Tags }));
  }
  return {
    emulator,
    scheduler,
    stateMachineArn,
    states: made,
    schedule: (argv, columns) =>
      captured(['schedule', ...argv], {
        environment: { POWER_TUNER_STATE_MACHINE: stateMachineArn },
        ...(columns === undefined ? {} : { columns }),
      }),
    async fire(name) {
      const executionArn = await emulator.fire(name, 'power-tuner');
      await vi.waitUntil(async () => {
        const described = await made.answer('DescribeExecution', { executionArn });
        return (described as { readonly status: string }).status !== 'RUNNING';
      });
    },
  };
}
