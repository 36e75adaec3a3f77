import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseIsolation } from '../../../../../lib/emulator/environment/isolation/choose-isolation.ts';
import { environmentOf } from '../support/emulated.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

describe('an environment among the machine’s own folders', () => {
  it('has a folder for temporary files of its own, which goes with it', async () => {
    const environment = environmentOf(
      `
      import { tmpdir } from 'node:os';
      import { writeFileSync } from 'node:fs';
      export const handler = async () => {
        writeFileSync(tmpdir() + '/mark', '');
        return tmpdir();
      };
    `,
      {},
      { isolation: 'folders' },
    );
    const folder = String(answerOf(await environment.invoke(invocationOf())));
    expect(existsSync(`${folder}/mark`)).toBe(true);
    await environment.stop();
    expect(existsSync(folder)).toBe(false);
  });

  it('is what there is where nothing better works', () => {
    expect(chooseIsolation('folders').kind).toBe('folders');
  });

  it.runIf(chooseIsolation('auto').kind === 'folders')('refuses namespaces that do not work here', () => {
    expect(() => chooseIsolation('mount-namespace')).toThrow(/they take Linux and root/);
  });
});
