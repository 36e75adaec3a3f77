import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chooseControl } from '../../../../../lib/emulator/environment/resources/choose-control.ts';
import { environmentOf } from '../support/emulated.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

const TICKER = `
  let ticks = 0;
  setInterval(() => { ticks += 1; }, 5);
  export const handler = async (event, context) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { ticks, leftMs: context.getRemainingTimeInMillis() };
  };
`;
const IDLE_MS = 600;

const KINDS = [...new Set([chooseControl('auto').kind, 'stop-and-continue'] as const)];

describe.each(KINDS)('between invocations, with CPU time limited by %s', (cpu) => {
  it('nothing runs, and the next one finds the clock right', async () => {
    const environment = environmentOf(TICKER, { timeoutSeconds: 10 }, { cpu });
    const first = answerOf(await environment.invoke(invocationOf())) as { ticks: number };
    await delay(IDLE_MS);
    const second = answerOf(await environment.invoke(invocationOf())) as { ticks: number; leftMs: number };
    // Fifty milliseconds have some ten ticks; the idle ones would have more than a hundred.
    expect(second.ticks - first.ticks).toBeLessThan(40);
    expect(second.ticks).toBeGreaterThan(first.ticks);
    expect(second.leftMs).toBeGreaterThan(8000);
    expect(second.leftMs).toBeLessThanOrEqual(9960);
  });

  it('an environment can be ended', async () => {
    const environment = environmentOf('export const handler = async () => process.pid;', {}, { cpu });
    const pid = Number(answerOf(await environment.invoke(invocationOf())));
    await environment.stop();
    expect(() => process.kill(pid, 0)).toThrow();
  });
});
