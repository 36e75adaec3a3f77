import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chooseControl } from '../../../../../lib/emulator/environment/resources/choose-control.ts';
import { markedProcesses } from '../../../../support/marked-processes.ts';
import { environmentOf } from '../support/emulated.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

/** Only a control group holds what leaves its process group. */
const HELD = chooseControl('auto').kind !== 'stop-and-continue';

/** Answers with how many processes it has started; they go on after its answer. */
function starting(command: string): string {
  return `
    import { spawn } from 'node:child_process';
    import { tmpdir } from 'node:os';
    import { writeFileSync } from 'node:fs';
    export const handler = async () => {
      const script = tmpdir() + '/script.sh';
      writeFileSync(script, ${JSON.stringify(command)});
      for (let count = 0; count < 20; count += 1) {
        spawn('sh', [script], { detached: true, stdio: 'inherit' }).unref();
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      return 20;
    };
  `;
}

describe('processes that a handler starts', { skip: !HELD }, () => {
  it.each([
    ['stay', 'sleep 1000'],
    ['begin sessions of their own', 'exec setsid sleep 1000'],
    ['ignore signals', "trap '' TERM INT HUP\nwhile :; do sleep 1000; done"],
    ['are replaced by others all the time', 'setsid sh "$0" &'],
  ])('end with its environment although they %s', async (_, command) => {
    const mark = randomUUID();
    const environment = environmentOf(starting(command), { environment: { MARK: mark } });
    expect(answerOf(await environment.invoke(invocationOf()))).toBe(20);
    expect(markedProcesses(mark).length).toBeGreaterThan(10);
    await environment.stop();
    expect(markedProcesses(mark)).toEqual([]);
  });

  it('end with an invocation that ran into its timeout', async () => {
    const mark = randomUUID();
    const code = `${starting('setsid sh "$0" &').replace('return 20', 'for (;;)')}`;
    const environment = environmentOf(code, { environment: { MARK: mark }, timeoutSeconds: 1 });
    const { report } = await environment.invoke(invocationOf());
    expect(report.status).toBe('timeout');
    expect(markedProcesses(mark)).toEqual([]);
  });
});
