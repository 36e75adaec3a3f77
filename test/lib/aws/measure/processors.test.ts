import { describe, expect, it } from 'vitest';
import { invoker } from '../../../../lib/aws/clients/lambda.ts';
import { type ProcessorCall, runProcessor } from '../../../../lib/aws/measure/processors.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';

const TIME_SCALE = 0.005;
/** Longer than the eight attempts of a call that may not wait. */
const A_MINUTE_MS = 60_000 * TIME_SCALE;

const throttled = { error: { name: 'TooManyRequestsException', message: 'Rate exceeded', status: 429 } };

async function throttledProcessor(mayWait: boolean) {
  const { emulator, create } = await startedEmulator();
  await create();
  const { endpoint, region } = emulator;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const connection = { endpoint, region, credentials, timeScale: TIME_SCALE };
  // Where there is no time to wait, the throttling outlasts eight attempts on the busiest machine.
  emulator.setFaults([{ action: 'Invoke', forMs: mayWait ? A_MINUTE_MS : 60 * A_MINUTE_MS, do: throttled }]);
  const call: ProcessorCall = {
    role: 'pre-processor',
    functionArn: 'f',
    payload: '{"order":1}',
    context: { index: 0, memoryMB: 128, architecture: 'x86_64' },
    disablePayloadLogs: false,
    mayWait: () => mayWait,
  };
  using invoking = invoker(connection, { concurrency: 1, timeoutMs: 3_600_000 });
  return await runProcessor(invoking.client, call);
}

describe('runProcessor', () => {
  it('waits out throttling as long as there is time', async () => {
    expect(JSON.parse((await throttledProcessor(true)) ?? '')).toMatchObject({ event: { order: 1 } });
  });

  it('fails where there is none, with the processor, the action and what it may be', async () => {
    await expect(throttledProcessor(false)).rejects.toMatchObject({
      name: 'ProcessorFailed',
      message: expect.stringMatching(
        /^the pre-processor f failed at invocation 0 of 128 MB on x86_64: TooManyRequestsException: Rate exceeded \(Invoke\), 8 times in a row\. It must succeed/,
      ),
    });
  });
});
