import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';
import { pause, timeScaleOf } from '../../../../lib/aws/clients/connected.ts';
import { controlPlane, invoker } from '../../../../lib/aws/clients/lambda.ts';
import { s3 } from '../../../../lib/aws/clients/s3.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';

const connection = { region: 'us-east-1', timeScale: 0.01 };

describe('timeScaleOf', () => {
  it("is the connection's, for every client that is made with one", () => {
    using invoking = invoker(connection, { concurrency: 1, timeoutMs: 1000 });
    const clients = [controlPlane(connection), s3(connection), invoking.client];
    expect(clients.map(timeScaleOf)).toEqual([0.01, 0.01, 0.01]);
  });

  it('is 1 where nothing is said, as in AWS', () => {
    expect(timeScaleOf(controlPlane({ region: 'us-east-1' }))).toBe(1);
    expect(timeScaleOf(new LambdaClient({ region: 'us-east-1' }))).toBe(1);
  });
});

describe('invoker', () => {
  it('has a socket for each invocation under way, over plain HTTP too', async () => {
    const { emulator } = await startedEmulator();
    const { endpoint, region } = emulator;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    using invoking = invoker({ endpoint, region, credentials }, { concurrency: 120, timeoutMs: 5000 });
    await invoking.client.send(new GetAccountSettingsCommand());
    const handler = invoking.client.config.requestHandler as unknown as NodeHttpHandler;
    const { httpAgent, httpsAgent } = handler.httpHandlerConfigs();
    expect([httpAgent, httpsAgent]).toMatchObject([{ maxSockets: 122 }, { maxSockets: 122 }]);
  });
});

describe('pause', () => {
  it('passes faster by the scale', async () => {
    const never = 3_600_000;
    await expect(pause(controlPlane({ ...connection, timeScale: 0 }), never)).resolves.toBeUndefined();
  });

  it('ends with its signal', async () => {
    const waiting = pause(controlPlane(connection), 3_600_000, AbortSignal.abort());
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
