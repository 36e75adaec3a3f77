import type { GetExecutionHistoryCommandInput } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { states } from '../../../lib/aws/clients/states.ts';
import { executionUse } from '../../../lib/aws/execution-use.ts';
import { ApiError } from '../../../lib/emulator/api-error.ts';
import { type Emulator, startEmulator } from '../../../lib/emulator/emulator.ts';
import { createEnvironments } from '../../../lib/emulator/environment/index.ts';

const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:one';

/** As Step Functions answers them, in seconds; a retry stands on another page than what it repeats. */
const FIRST = [
  { id: 1, previousEventId: 0, timestamp: 100, type: 'ExecutionStarted' },
  {
    id: 2,
    previousEventId: 1,
    timestamp: 100,
    type: 'TaskStateEntered',
    stateEnteredEventDetails: { name: 'Cleaner' },
  },
  { id: 3, previousEventId: 2, timestamp: 100, type: 'TaskScheduled' },
  { id: 4, previousEventId: 3, timestamp: 100.1, type: 'TaskStarted' },
];
const SECOND = [
  { id: 5, previousEventId: 4, timestamp: 100.35, type: 'TaskFailed' },
  { id: 6, previousEventId: 5, timestamp: 102, type: 'TaskScheduled' },
  { id: 7, previousEventId: 6, timestamp: 102, type: 'TaskStarted' },
];

describe('executionUse', () => {
  let emulator: Emulator;
  const environments = createEnvironments({ seed: 1 });
  afterEach(() => emulator.stop());

  async function clientOf(answer: (request: GetExecutionHistoryCommandInput) => unknown) {
    emulator = await startEmulator({
      region: 'us-east-1',
      createEnvironment: environments.create,
      targets: {
        AWSStepFunctions: async (_, body) => answer(body as GetExecutionHistoryCommandInput),
      },
    });
    return states({
      endpoint: emulator.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      timeScale: 0.01,
    });
  }

  const read = (client: Awaited<ReturnType<typeof clientOf>>, signal = AbortSignal.timeout(10_000)) =>
    executionUse(client, EXECUTION, () => new Date(102_040), signal);

  it('reads all pages of the history, and nothing of what its states held', async () => {
    const asked: GetExecutionHistoryCommandInput[] = [];
    const client = await clientOf((request) => {
      asked.push(request);
      return request.nextToken === undefined ? { events: FIRST, nextToken: 'more' } : { events: SECOND };
    });
    expect(await read(client)).toEqual({
      stateTransitions: 2,
      retries: 1,
      tasks: { Cleaner: { calls: 2, ms: 250 + 40 } },
    });
    const request = { executionArn: EXECUTION, maxResults: 1000, includeExecutionData: false };
    expect(asked).toEqual([request, { ...request, nextToken: 'more' }]);
  });

  it('fails when it may not read the history', async () => {
    const client = await clientOf(() => {
      throw new ApiError('AccessDeniedException', 'not you');
    });
    await expect(read(client)).rejects.toThrow(/not you \(GetExecutionHistory\)/);
  });

  it('fails when its time is up, however patient the client is', async () => {
    const client = await clientOf(() => {
      throw new ApiError('ThrottlingException', 'Rate exceeded');
    });
    const signal = AbortSignal.timeout(20);
    await expect(read(client, signal)).rejects.toThrow();
    expect(signal.aborted).toBe(true);
    expect(emulator.calls().length).toBeLessThan(16);
  });
});
