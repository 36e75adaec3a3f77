import { chmodSync, constants, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emulated } from '../support/emulated.ts';
import { functionFolder } from '../support/function-folder.ts';
import { answerOf, invocationOf, specOf } from '../support/spec.ts';

/** Runs what lies beside it: wherever this Node is installed, the function may not see it. */
const BOOTSTRAP = `#!/bin/sh
exec "$(dirname "$0")/node" "$(dirname "$0")/loop.cjs"
`;

/** A runtime in Node, as anybody might write one. */
const LOOP = `console.log('own runtime');
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
(async () => {
  for (;;) {
    const next = await fetch(api + 'next');
    const id = next.headers.get('lambda-runtime-aws-request-id');
    const event = await next.json();
    const body = JSON.stringify({ event, handler: process.env._HANDLER });
    await fetch(api + id + '/response', { method: 'POST', body });
  }
})();
`;

/** A folder with a bootstrap, and the Node that it runs. */
function bootstrapFolder(bootstrap: string, mode: number): string {
  const folder = functionFolder({ bootstrap, 'loop.cjs': LOOP });
  chmodSync(join(folder, 'bootstrap'), mode);
  copyFileSync(process.execPath, join(folder, 'node'), constants.COPYFILE_FICLONE);
  return folder;
}

function providedBy(bootstrap: string | undefined, mode = 0o755, layerDirs: readonly string[] = []) {
  const codeDir = bootstrap === undefined ? functionFolder({ README: '' }) : bootstrapFolder(bootstrap, mode);
  const runtime = 'provided.al2023';
  return emulated().create(specOf({ codeDir, runtime, handler: 'any.thing', layerDirs, timeoutSeconds: 3 }));
}

describe('a function that brings its own runtime', () => {
  it('runs its bootstrap', async () => {
    const environment = providedBy(BOOTSTRAP);
    const first = await environment.invoke(invocationOf({ a: 1 }));
    expect(answerOf(first)).toEqual({ event: { a: 1 }, handler: 'any.thing' });
    expect(first.log).toMatch(/^own runtime\nSTART /);
    expect(first.report.initDurationMs).toBeGreaterThan(0);
    expect(answerOf(await environment.invoke(invocationOf(2)))).toMatchObject({ event: 2 });
  });

  it('runs the bootstrap of a layer', async () => {
    const layer = bootstrapFolder(BOOTSTRAP, 0o755);
    const outcome = await providedBy(undefined, 0, [layer]).invoke(invocationOf(1));
    expect(answerOf(outcome)).toMatchObject({ event: 1 });
  });

  it('fails when there is no bootstrap', async () => {
    const invocation = invocationOf();
    const outcome = await providedBy(undefined).invoke(invocation);
    expect(answerOf(outcome)).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: `RequestId: ${invocation.requestId} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`,
    });
    expect(outcome.report).toMatchObject({ status: 'error', errorType: 'Runtime.InvalidEntrypoint' });
  });

  it('fails when the bootstrap may not be executed', async () => {
    const outcome = await providedBy(BOOTSTRAP, 0o644).invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: expect.stringContaining('fork/exec /var/task/bootstrap'),
    });
  });

  it('ends when the bootstrap does', async () => {
    const outcome = await providedBy('#!/bin/sh\nexit 9\n').invoke(invocationOf());
    expect(answerOf(outcome)).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/exit status 9$/),
    });
  });
});
