import { describe, expect, it } from 'vitest';
import { environmentOf } from '../support/emulated.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

const textOf = ({ payload }: { payload: Uint8Array }) => Buffer.from(payload).toString();

describe('a handler that streams its answer', () => {
  it('answers with all that it wrote', async () => {
    const environment = environmentOf(`
      export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
        stream.setContentType('text/plain');
        stream.write('one ');
        await new Promise((resolve) => setTimeout(resolve, 5));
        stream.write(context.awsRequestId.length + ' ');
        stream.end(JSON.stringify(event));
      });
    `);
    const first = await environment.invoke(invocationOf({ a: 1 }));
    expect(textOf(first)).toBe('one 36 {"a":1}');
    expect(first.functionError).toBeUndefined();
    expect(textOf(await environment.invoke(invocationOf([])))).toBe('one 36 []');
  });

  it('answers with the head of an HTTP response where it writes one', async () => {
    const outcome = await environmentOf(`
      export const handler = awslambda.streamifyResponse(async (event, stream) => {
        const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
        http.end('body');
      });
    `).invoke(invocationOf());
    expect(textOf(outcome)).toBe(`{"statusCode":201}${'\0'.repeat(8)}body`);
  });

  it('lets a stream be piped', async () => {
    const outcome = await environmentOf(`
      import { Readable } from 'node:stream';
      import { pipeline } from 'node:stream/promises';
      export const handler = awslambda.streamifyResponse(async (event, stream) => {
        await pipeline(Readable.from(Array.from({ length: 1000 }, (_, n) => 'line ' + n + '\\n')), stream);
      });
    `).invoke(invocationOf());
    expect(textOf(outcome)).toMatch(/^line 0\n[\s\S]*line 999\n$/);
  });

  it.each([
    ['before it has written', ''],
    [
      'behind what it has written',
      "stream.write('begun'); await new Promise((resolve) => setTimeout(resolve, 10));",
    ],
  ])('fails when the handler throws %s', async (_, before) => {
    const environment = environmentOf(`
      export const handler = awslambda.streamifyResponse(async (event, stream) => {
        ${before}
        if (event.fail) throw new RangeError('too far');
        stream.end('fine');
      });
    `);
    const failed = await environment.invoke(invocationOf({ fail: true }));
    expect(failed.functionError).toBe('Unhandled');
    expect(answerOf(failed)).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
    expect(failed.log).toContain('\tERROR\tInvoke Error \t{"errorType":"RangeError"');
    expect(environment.alive).toBe(true);
    expect(textOf(await environment.invoke(invocationOf({})))).toMatch(/fine$/);
  });
});
