import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { CreateFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../../../../lib/emulator/emulator.ts';
import { createEnvironments } from '../../../../lib/emulator/environment/index.ts';
import { functionProcesses } from '../../../faults/support/leftovers.ts';
import { connect } from '../../../support/backend.ts';
import { zipped } from '../../../support/zipped.ts';

/** Starts a child and one in a session of its own that nothing but SIGKILL ends; says so, and works on. */
const FAMILY = `
import { spawn } from 'node:child_process';
export const handler = async () => {
  const script = 'trap "" TERM INT HUP; while :; do sleep 1; done';
  spawn('sh', ['-c', script], { stdio: 'ignore' });
  spawn('setsid', ['sh', '-c', script], { stdio: 'ignore', detached: true }).unref();
  for (;;) await new Promise((resolve) => setTimeout(resolve, 5));
};`;

function processesOf(name: string) {
  return functionProcesses().filter(({ functionName }) => functionName === name);
}

/** Invokes it, kills it so much later, and looks which of its processes were seen and which are left. */
async function familyKilled(afterMs: number) {
  const environments = createEnvironments();
  const emulator = await startEmulator({ createEnvironment: environments.create, delays: 0 });
  onTestFinished(async () => {
    await emulator.stop();
    await environments.stop();
  });
  const { lambda } = connect(emulator.endpoint, emulator.region);
  const FunctionName = `family-${randomBytes(6).toString('hex')}`;
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/any',
      Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
      MemorySize: 512,
      Timeout: 30,
      Code: { ZipFile: zipped({ 'index.mjs': FAMILY }) },
    }),
  );
  emulator.setFaults([{ action: 'Invoke', nth: 1, do: { killEnvironment: true, afterMs } }]);
  const seen = new Set<number>();
  const look = setInterval(() => {
    for (const { pid } of processesOf(FunctionName)) seen.add(pid);
  }, 10);
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  clearInterval(look);
  return {
    answer: { FunctionError, ...JSON.parse(Payload?.transformToString() ?? '') },
    seen: seen.size,
    left: processesOf(FunctionName),
  };
}

/** Without control groups nobody finds a process that has left its group. */
const cgroups = createEnvironments().cpuControl.kind !== 'stop-and-continue';

describe.skipIf(!existsSync('/proc'))('an environment that is killed', { timeout: 30_000 }, () => {
  it.skipIf(!cgroups)('is gone with everything that it started when its caller is told', async () => {
    const { answer, seen, left } = await familyKilled(1000);
    expect(answer).toMatchObject({
      FunctionError: 'Unhandled',
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/signal: killed$/),
    });
    // The runtime, a shell with its sleep, and those in a session of their own.
    expect(seen).toBeGreaterThanOrEqual(5);
    expect(left).toEqual([]);
  });

  it.each([0, 5, 50, 150])(
    'is gone %i ms after its event too, in the middle of its start',
    async (afterMs) => {
      const { answer, left } = await familyKilled(afterMs);
      expect(answer.errorType).toBe('Runtime.ExitError');
      expect(left).toEqual([]);
    },
  );
});
