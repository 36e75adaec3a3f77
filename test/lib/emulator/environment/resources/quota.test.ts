import { describe, expect, it } from 'vitest';
import { chooseControl } from '../../../../../lib/emulator/environment/resources/choose-control.ts';
import { cpusOf } from '../../../../../lib/emulator/environment/resources/cpu-share.ts';
import { environmentOf } from '../support/emulated.ts';
import { invocationOf } from '../support/spec.ts';

const WORK = `
  import { pbkdf2Sync } from 'node:crypto';
  export const handler = async (rounds) => { pbkdf2Sync('a', 'b', rounds, 32, 'sha512'); };
`;
/** About 100 ms of CPU time. */
const ROUNDS = 300_000;
/** Whatever else runs on the machine is measured too. */
const NOISY = { retry: 3 };

const BEST = chooseControl('auto').kind;
const KINDS = [...new Set([BEST, 'stop-and-continue'] as const)];

describe.each(KINDS)('CPU time limited by %s', (cpu) => {
  it('is in proportion to memory', NOISY, async () => {
    const memoryMB = 384;
    const environment = environmentOf(WORK, { memoryMB }, { cpu });
    await environment.invoke(invocationOf(1));
    let durationMs = 0;
    let cpuMs = 0;
    for (let count = 0; count < 3; count += 1) {
      const outcome = await environment.invoke(invocationOf(ROUNDS));
      durationMs += outcome.report.durationMs;
      cpuMs += outcome.cpuMs ?? Number.NaN;
    }
    const ratio = (durationMs * cpusOf(memoryMB)) / cpuMs;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });

  it('is a whole CPU during init', NOISY, async () => {
    const code = `
      import { pbkdf2Sync } from 'node:crypto';
      pbkdf2Sync('a', 'b', ${ROUNDS}, 32, 'sha512');
      const usedMs = process.cpuUsage().user / 1000;
      export const handler = async () => usedMs;
    `;
    const { report, payload } = await environmentOf(code, { memoryMB: 128 }, { cpu }).invoke(invocationOf());
    const usedMs = Number(Buffer.from(payload).toString());
    // Without the boost it would take fourteen times as long as it uses the CPU.
    expect(report.initDurationMs).toBeLessThan(5 * usedMs);
  });
});
