import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  RuntimeApi,
  type RuntimeEvent,
} from '../../../../../lib/emulator/environment/process/runtime-api.ts';

const EVENT: RuntimeEvent = {
  requestId: '8f5e5fd1-1f2c-4a3c-9d4b-6c1c6e6b7a11',
  payload: Buffer.from('{"a":1}'),
  deadline: new Date(1_800_000_000_000),
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
  clientContext: '{"name":"größe"}',
};

async function started() {
  const api = new RuntimeApi();
  const base = `http://${await api.listen()}/2018-06-01/runtime`;
  onTestFinished(() => api.close());
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${base}/${path}`, { method: 'POST', body, headers });
  const next = async () => {
    const asking = fetch(`${base}/invocation/next`);
    await api.asked;
    return { asking, ...api.deliver(EVENT) };
  };
  return { api, base, post, next };
}

describe('the Runtime API', () => {
  it('hands no event to a web page, nor to whoever takes it for another host', async () => {
    const { base, next } = await started();
    const { port } = new URL(base);
    const statusOf = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const path = '/2018-06-01/runtime/invocation/next';
        request({ port, host: '127.0.0.1', path, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await statusOf({ host: `evil.example:${port}` })).toBe(403);
    expect(await statusOf({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await (await (await next()).asking).json()).toEqual({ a: 1 });
  });

  it('hands out an event with what the runtime has to know', async () => {
    const { next } = await started();
    const response = await (await next()).asking;
    expect(await response.json()).toEqual({ a: 1 });
    expect(response.headers.get('lambda-runtime-aws-request-id')).toBe(EVENT.requestId);
    expect(response.headers.get('lambda-runtime-deadline-ms')).toBe('1800000000000');
    expect(response.headers.get('lambda-runtime-invoked-function-arn')).toBe(EVENT.invokedFunctionArn);
    expect(response.headers.get('lambda-runtime-trace-id')).toBe(
      'Root=1-8f5e5fd1-1f2c4a3c9d4b6c1c6e6b7a11;Parent=8f5e5fd11f2c4a3c;Sampled=0',
    );
    expect(JSON.parse(response.headers.get('lambda-runtime-client-context') ?? '')).toEqual({
      name: 'größe',
    });
  });

  it('takes the response', async () => {
    const { next, post } = await started();
    const { reply } = await next();
    const accepted = await post(`invocation/${EVENT.requestId}/response`, '"done"');
    expect(accepted.status).toBe(202);
    const { kind, body } = await reply;
    expect([kind, Buffer.from(body).toString()]).toEqual(['response', '"done"']);
  });

  it('takes an error with its type', async () => {
    const { next, post } = await started();
    const { reply } = await next();
    const headers = { 'Lambda-Runtime-Function-Error-Type': 'RangeError' };
    await post(`invocation/${EVENT.requestId}/error`, '{}', headers);
    expect(await reply).toMatchObject({ kind: 'error', errorType: 'RangeError' });
  });

  it('takes the error of an init', async () => {
    const { api, post } = await started();
    expect((await post('init/error', '{"errorMessage":"no"}')).status).toBe(202);
    expect(Buffer.from((await api.initError).body).toString()).toBe('{"errorMessage":"no"}');
  });

  it('refuses an answer to another request, and a second one', async () => {
    const { next, post } = await started();
    await next();
    expect((await post('invocation/other/response', '1')).status).toBe(400);
    expect((await post(`invocation/${EVENT.requestId}/response`, '1')).status).toBe(202);
    expect((await post(`invocation/${EVENT.requestId}/response`, '2')).status).toBe(400);
  });

  it('refuses an answer that is larger than Lambda takes, and does not keep it', async () => {
    const { next, base } = await started();
    const { reply } = await next();
    const megabyte = Buffer.alloc(1_048_576, 'x');
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const response = await fetch(`${base}/invocation/${EVENT.requestId}/response`, {
      method: 'POST',
      duplex: 'half',
      body: ReadableStream.from(
        (function* () {
          for (let sent = 0; sent < 500; sent += 1) {
            most = Math.max(most, process.memoryUsage().arrayBuffers - before);
            yield megabyte;
          }
        })(),
      ),
    });
    expect(response.status).toBe(413);
    expect(await reply).toMatchObject({ kind: 'error', errorType: 'Function.ResponseSizeTooLarge' });
    // What is garbage already is in it.
    expect(most).toBeLessThan(300 * 1_048_576);
  });

  it('refuses what it does not know', async () => {
    const { base, post } = await started();
    expect((await fetch(`${base}/invocation/previous`)).status).toBe(404);
    expect((await post('restore/error', '{}')).status).toBe(404);
    expect((await fetch(base.replace('2018-06-01', '2020-01-01'))).status).toBe(404);
  });
});
