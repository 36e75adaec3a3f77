import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { NotMeasurableHere } from '../../../../../lib/emulator/environment/index.ts';
import { environmentOf } from '../support/emulated.ts';
import { functionFolder } from '../support/function-folder.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;
const PYTHON = { runtime: 'python3.13', handler: 'app.handler' } as const;

const pythonOf = (code: string, changes = {}) => environmentOf({ 'app.py': code }, { ...PYTHON, ...changes });

describe('the Python runtime', { skip: !HAS_PYTHON }, () => {
  it('starts cold once and is warm from then on', async () => {
    const environment = pythonOf(`
count = 0
def handler(event, context):
    global count
    count += 1
    return {"count": count, "event": event, "greeting": "größe"}
`);
    const first = await environment.invoke(invocationOf({ a: [1, null, 'ü'] }));
    expect(answerOf(first)).toEqual({ count: 1, event: { a: [1, null, 'ü'] }, greeting: 'größe' });
    expect(first.report.initDurationMs).toBeGreaterThan(0);
    const second = await environment.invoke(invocationOf('text'));
    expect(answerOf(second)).toMatchObject({ count: 2, event: 'text' });
    expect(second.report.initDurationMs).toBeUndefined();
  });

  it('finds a handler in a folder, what lies beside it, and what layers bring', async () => {
    const layer = functionFolder({ 'python/layered.py': 'word = "layered"' });
    const environment = environmentOf(
      {
        'src/api/app.py': 'import layered, near\ndef run(event, context): return [near.word, layered.word]',
        'near.py': 'word = "near"',
      },
      { runtime: 'python3.12', handler: 'src/api/app.run', layerDirs: [layer] },
    );
    expect(answerOf(await environment.invoke(invocationOf()))).toEqual(['near', 'layered']);
  });

  it('hands the handler a context', async () => {
    const environment = pythonOf(
      `
def handler(event, context):
    return {
        "id": context.aws_request_id,
        "name": context.function_name,
        "version": context.function_version,
        "memory": context.memory_limit_in_mb,
        "arn": context.invoked_function_arn,
        "group": context.log_group_name,
        "custom": context.client_context.custom,
        "left": context.get_remaining_time_in_millis(),
    }
`,
      { memoryMB: 512, timeoutSeconds: 9 },
    );
    const invocation = invocationOf({}, { custom: { index: 4, name: 'größe' } });
    const answer = answerOf(await environment.invoke(invocation)) as { left: number };
    expect(answer).toMatchObject({
      id: invocation.requestId,
      name: 'orders',
      version: '$LATEST',
      memory: '512',
      arn: invocation.invokedFunctionArn,
      group: '/aws/lambda/orders',
      custom: { index: 4, name: 'größe' },
    });
    expect(answer.left).toBeGreaterThan(5000);
    expect(answer.left).toBeLessThanOrEqual(9000);
  });

  it('prints and logs in Lambda’s format and in order', async () => {
    const environment = pythonOf(`
import logging
logger = logging.getLogger()
logger.setLevel(logging.INFO)
def handler(event, context):
    print("printed")
    logger.info("logged %d", 7)
    print("no end of line", end="")
`);
    const invocation = invocationOf();
    const { log } = await environment.invoke(invocation);
    const lines = log.split('\n');
    expect(lines[1]).toBe('printed');
    expect(lines[2]).toMatch(
      new RegExp(`^\\[INFO\\]\\t\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\t${invocation.requestId}\\tlogged 7$`),
    );
    expect(log).toContain('no end of lineEND RequestId');
  });

  it('answers with the handler’s error and lives on', async () => {
    const environment = pythonOf(`
def deeper(event):
    raise ValueError("too far")
def handler(event, context):
    return deeper(event) if event else "fine"
`);
    const invocation = invocationOf({ fail: true });
    const failed = await environment.invoke(invocation);
    expect(failed.functionError).toBe('Unhandled');
    const { stackTrace, ...error } = answerOf(failed) as { stackTrace: string[] };
    expect(error).toEqual({
      errorMessage: 'too far',
      errorType: 'ValueError',
      requestId: invocation.requestId,
    });
    expect(stackTrace).toHaveLength(2);
    expect(stackTrace[0]).toMatch(/^ {2}File ".*\/app\.py", line 5, in handler\n {4}return deeper/);
    expect(failed.log).toMatch(
      /\n\[ERROR\] ValueError: too far\nTraceback \(most recent call last\):\n {2}File/,
    );
    expect(failed.report.status).toBeUndefined();
    expect(answerOf(await environment.invoke(invocationOf({})))).toBe('fine');
  });

  it.each([
    [
      'no such module',
      'import nowhere',
      'app.handler',
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named 'nowhere'",
    ],
    [
      'no such file',
      '',
      'other.handler',
      'Runtime.ImportModuleError',
      "Unable to import module 'other': No module named 'other'",
    ],
    [
      'no such function',
      'x = 1',
      'app.handler',
      'Runtime.HandlerNotFound',
      "Handler 'handler' missing on module 'app'",
    ],
    [
      'code that is none',
      'def',
      'app.handler',
      'Runtime.UserCodeSyntaxError',
      "Syntax error in module 'app': ",
    ],
    ['a handler without a function', '', 'app', 'Runtime.MalformedHandlerName', "Bad handler 'app': "],
  ])('refuses %s', async (_, code, handler, errorType, message) => {
    const outcome = await pythonOf(code, { handler }).invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
    expect(outcome.report).toMatchObject({ status: 'error', errorType });
  });

  it('fails when the result is no JSON', async () => {
    const outcome = await pythonOf('def handler(event, context): return {1, 2}').invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({
      errorType: 'Runtime.MarshalError',
      errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
    });
  });

  it('ends when the handler exits', async () => {
    const environment = pythonOf('import sys\ndef handler(event, context): sys.exit(3)');
    const outcome = await environment.invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/exit status 3$/),
    });
    expect(environment.alive).toBe(false);
  });
});

describe('a machine without Python', () => {
  it('refuses to run Python functions, and says what is missing', () => {
    const create = () => environmentOf({}, PYTHON, { pythonBinary: '/nowhere/python3' });
    expect(create).toThrow(NotMeasurableHere);
    expect(create).toThrow(
      "the runtime python3.13 can't be run on this machine: it has no python3. Install Python 3.9 or newer, so that python3 is on the PATH",
    );
  });
});
