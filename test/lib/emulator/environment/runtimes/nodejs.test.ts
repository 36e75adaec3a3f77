import { describe, expect, it } from 'vitest';
import { environmentOf } from '../support/emulated.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

const FINE = 'export const handler = async () => "fine";';
const COMMON = 'exports.handler = async () => "fine";';

describe('the Node.js runtime', () => {
  it.each([
    ['an ES module', { 'index.mjs': FINE }, 'index.handler'],
    ['a CommonJS module', { 'index.cjs': COMMON }, 'index.handler'],
    ['a .js file, which is CommonJS', { 'index.js': COMMON }, 'index.handler'],
    [
      'a .js file of a module package',
      { 'index.js': FINE, 'package.json': '{"type":"module"}' },
      'index.handler',
    ],
    ['a .js file with the syntax of a module', { 'index.js': `await 0; ${FINE}` }, 'index.handler'],
    ['a handler in a folder', { 'src/api/app.mjs': FINE }, 'src/api/app.handler'],
    ['a nested export', { 'index.js': 'exports.api = { get: async () => "fine" };' }, 'index.api.get'],
    ['a handler that is not async', { 'index.mjs': 'export const handler = () => "fine";' }, 'index.handler'],
    [
      'a dependency',
      { 'index.mjs': 'export { handler } from "dep";', 'node_modules/dep/index.js': COMMON },
      'index.handler',
    ],
  ])('runs %s', async (_, files, handler) => {
    const outcome = await environmentOf(files, { handler }).invoke(invocationOf());
    expect(answerOf(outcome)).toBe('fine');
  });

  it.each([
    [
      'no such file',
      { 'other.mjs': FINE },
      'index.handler',
      'Runtime.ImportModuleError',
      /Cannot find module 'index'/,
    ],
    [
      'a missing dependency',
      { 'index.mjs': 'import "nowhere";' },
      'index.handler',
      'Runtime.ImportModuleError',
      /nowhere/,
    ],
    [
      'no such export',
      { 'index.mjs': FINE },
      'index.main',
      'Runtime.HandlerNotFound',
      /^index\.main is undefined or not exported$/,
    ],
    [
      'an export that is no function',
      { 'index.mjs': 'export const handler = 1;' },
      'index.handler',
      'Runtime.HandlerNotFound',
      /is not a function/,
    ],
    [
      'code that is none',
      { 'index.mjs': 'const = ;' },
      'index.handler',
      'Runtime.UserCodeSyntaxError',
      /^SyntaxError: /,
    ],
    [
      'a handler without an export',
      { 'index.mjs': FINE },
      'index',
      'Runtime.MalformedHandlerName',
      /^Bad handler index$/,
    ],
  ])('refuses %s', async (_, files, handler, errorType, message) => {
    const outcome = await environmentOf(files, { handler }).invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
    expect(outcome.report.errorType).toBe(errorType);
  });

  it('answers null where a handler returns nothing', async () => {
    const outcome = await environmentOf('export const handler = async () => {};').invoke(invocationOf());
    expect(Buffer.from(outcome.payload).toString()).toBe('null');
  });

  it('fails when the result is no JSON', async () => {
    const outcome = await environmentOf('export const handler = async () => 1n;').invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({ errorType: 'Runtime.JSONStringifyError' });
  });

  it.each([
    ['refers to itself', 'error.self = error;', 'Error', 'thrown'],
    ['has what is no JSON', 'error.count = 1n;', 'Error', 'thrown'],
    ['has a message that is no text', 'error.message = 12n;', 'Error', '12'],
    [
      'has a name that no header can hold',
      "error.name = 'Zu groß\\t\\u{1f600}';",
      'Zu groß\t\u{1f600}',
      'thrown',
    ],
  ])('answers with an error that %s, and lives on', async (_, change, errorType, errorMessage) => {
    const environment = environmentOf(
      `export const handler = async (fails) => { const error = new Error('thrown'); ${change} if (fails) throw error; };`,
    );
    const outcome = await environment.invoke(invocationOf(true));
    expect(answerOf(outcome)).toMatchObject({ errorType, errorMessage });
    expect(outcome.log).toMatch(/\tERROR\tInvoke Error \t\{"errorType":/);
    expect((await environment.invoke(invocationOf(false))).functionError).toBeUndefined();
  });

  it('reports an init that fails with an error of any name, in one line', async () => {
    const outcome = await environmentOf(
      `throw Object.assign(new Error('thrown'), { name: 'Zu groß\\tStatus: timeout\\n' }); export const handler = 1;`,
    ).invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({ errorType: 'Zu groß\tStatus: timeout\n' });
    expect(outcome.report).toMatchObject({ status: 'error', errorType: 'Zu gro??Status: timeout?' });
  });

  it('names what was thrown by its type where it is no error', async () => {
    const outcome = await environmentOf('export const handler = async () => { throw "a text"; };').invoke(
      invocationOf(),
    );
    expect(answerOf(outcome)).toEqual({ errorType: 'string', errorMessage: 'a text', trace: [] });
  });

  it('hands the handler a context', async () => {
    const environment = environmentOf(
      `export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });`,
      { memoryMB: 1024, version: '3', timeoutSeconds: 9 },
    );
    const invocation = invocationOf({}, { custom: { index: 4, name: 'größe' } });
    const { left, ...context } = answerOf(await environment.invoke(invocation)) as { left: number };
    expect(context).toEqual({
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'orders',
      functionVersion: '3',
      invokedFunctionArn: invocation.invokedFunctionArn,
      memoryLimitInMB: '1024',
      awsRequestId: invocation.requestId,
      logGroupName: '/aws/lambda/orders',
      logStreamName: expect.stringMatching(/^\d{4}\/\d{2}\/\d{2}\/\[3\][0-9a-f]{32}$/),
      clientContext: { custom: { index: 4, name: 'größe' } },
    });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(9000);
  });

  it('prints the console’s levels in Lambda’s text format', async () => {
    const environment = environmentOf(`
      export const handler = async () => {
        console.debug('a'); console.info('b', { c: 1 }); console.warn('%s!', 'd'); console.error(new Error('e').message);
      };
    `);
    const invocation = invocationOf();
    const { log } = await environment.invoke(invocation);
    const lines = log.split('\n').filter((line) => line.includes('Z\t'));
    expect(lines.map((line) => line.split('\t').slice(1))).toEqual([
      [invocation.requestId, 'DEBUG', 'a'],
      [invocation.requestId, 'INFO', 'b { c: 1 }'],
      [invocation.requestId, 'WARN', 'd!'],
      [invocation.requestId, 'ERROR', 'e'],
    ]);
  });
});

describe('callbacks', () => {
  const CALLBACK = 'exports.handler = (event, context, callback) =>';

  it('refuses them on nodejs24.x, before any event', async () => {
    const environment = environmentOf({ 'index.js': `${CALLBACK} callback(null, 1);` });
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' });
    expect(outcome.log).toContain(
      'Phase: init\tStatus: error\tError Type: Runtime.CallbackHandlerDeprecated',
    );
  });

  it.each([
    ['a result', `${CALLBACK} setTimeout(callback, 1, null, 'fine');`, 'fine'],
    [
      'an error',
      `${CALLBACK} callback(new RangeError('far'));`,
      { errorType: 'RangeError', errorMessage: 'far' },
    ],
    ['nothing at all', 'exports.handler = () => { setTimeout(() => {}, 1); };', null],
    [
      'an answer while something is still waited for',
      `${CALLBACK} { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60_000); callback(null, 'now'); };`,
      'now',
    ],
    [
      'an answer once nothing is waited for any more',
      `let done = 'no'; ${CALLBACK} { const result = { get done() { return done; } }; callback(null, result); setTimeout(() => { done = 'yes'; }, 5); };`,
      { done: 'yes' },
    ],
    ['a promise', 'exports.handler = async (event, context, callback) => "fine";', 'fine'],
  ])('takes %s on nodejs22.x', async (_, code, answer) => {
    const environment = environmentOf({ 'index.js': code }, { runtime: 'nodejs22.x' });
    const first = answerOf(await environment.invoke(invocationOf()));
    if (typeof answer === 'object' && answer !== null) {
      expect(first).toMatchObject(answer);
    } else {
      expect(first).toBe(answer);
    }
    expect(environment.alive).toBe(true);
  });
});
