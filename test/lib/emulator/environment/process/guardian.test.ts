import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { functionFolder } from '../support/function-folder.ts';
import { leftovers } from '../support/leftovers.ts';

const SCRIPT = fileURLToPath(new URL('../support/emulator-to-kill.ts', import.meta.url));
const CODE = `
  export const handler = async (event) => {
    for (; event.spin; );
    return process.pid;
  };
`;

async function startEmulator(
  cpu: string,
  busy: string,
): Promise<{ emulator: ChildProcess; functionPid: number }> {
  const codeDir = functionFolder({ 'index.mjs': CODE });
  const emulator = spawn(process.execPath, [SCRIPT, codeDir, cpu, busy], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    emulator.kill('SIGKILL');
  });
  const [printed] = await once(emulator.stdout, 'data');
  return { emulator, functionPid: Number(String(printed)) };
}

describe('an emulator that is killed', () => {
  it.each([
    ['SIGKILL', 'auto', 'busy'],
    ['SIGINT', 'auto', 'busy'],
    ['SIGKILL', 'stop-and-continue', 'busy'],
    ['SIGKILL', 'auto', 'frozen'],
    ['SIGKILL', 'stop-and-continue', 'frozen'],
  ] as const)('by %s leaves nothing behind, with %s CPU control and a %s function', async (...given) => {
    const [signal, cpu, busy] = given;
    const { emulator, functionPid } = await startEmulator(cpu, busy);
    const { pid = 0 } = emulator;
    expect(leftovers(pid, [functionPid])).toContain(`process ${functionPid}`);
    emulator.kill(signal);
    await once(emulator, 'exit');
    await expect.poll(() => leftovers(pid, [functionPid]), { timeout: 4000 }).toEqual([]);
  });
});
