import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseIsolation } from '../../../../../lib/emulator/environment/isolation/choose-isolation.ts';
import { emulated, environmentOf } from '../support/emulated.ts';
import { functionFolder } from '../support/function-folder.ts';
import { answerOf, invocationOf, specOf } from '../support/spec.ts';

const WORKS = chooseIsolation('auto').kind === 'mount-namespace';

/** Tries to write each of the given files, and answers with the codes of what came of it. */
const WRITER = `
  import { statfsSync, writeFileSync } from 'node:fs';
  export const handler = async (paths) => paths.map((path) => {
    try {
      writeFileSync(path, 'x');
      return 'written';
    } catch ({ code }) {
      return code;
    }
  });
`;

describe('an environment in a mount namespace', { skip: !WORKS }, () => {
  it('has its code where Lambda has it', async () => {
    const outcome = await environmentOf(`
      export const handler = async () => ({
        folder: process.cwd(),
        root: process.env.LAMBDA_TASK_ROOT,
        runtime: process.env.LAMBDA_RUNTIME_DIR,
        module: import.meta.filename,
      });
    `).invoke(invocationOf());
    expect(answerOf(outcome)).toEqual({
      folder: '/var/task',
      root: '/var/task',
      runtime: '/var/runtime',
      module: '/var/task/index.mjs',
    });
  });

  it('may write to /tmp and nowhere else', async () => {
    const paths = ['/tmp/a', '/var/task/a', '/var/runtime/a', '/opt/a', '/var/a', '/etc/a', '/a'];
    const outcome = await environmentOf(WRITER).invoke(invocationOf(paths));
    expect(answerOf(outcome)).toEqual(['written', 'EROFS', 'EROFS', 'EROFS', 'EROFS', 'EROFS', 'EROFS']);
    expect(existsSync('/tmp/a')).toBe(false);
  });

  it('may not write to what else is mounted on this machine', async () => {
    const { mounts, written } = answerOf(
      await environmentOf(`
        import { readFileSync, rmSync, writeFileSync } from 'node:fs';
        const KERNELS = /^(proc|sysfs|cgroup2?|devpts|mqueue|hugetlbfs|debugfs|tracefs|securityfs|pstore|bpf|configfs|fusectl|autofs|binfmt_misc|efivarfs|rpc_pipefs|nsfs)$/;
        export const handler = async () => {
          const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\\n').filter(Boolean).map((line) => line.split(' '))
            .filter(([, point, type]) => point !== '/tmp' && !KERNELS.test(type));
          const written = mounts.filter(([, point]) => {
            try {
              writeFileSync(point + '/power-tuner-test', 'x');
              rmSync(point + '/power-tuner-test');
              return true;
            } catch { return false; }
          });
          return { mounts: mounts.length, written: written.map(([, point]) => point) };
        };
      `).invoke(invocationOf()),
    ) as { mounts: number; written: string[] };
    expect(mounts).toBeGreaterThan(3);
    expect(written).toEqual([]);
  });

  it('has a /tmp of the configured size, which counts as no memory', async () => {
    const environment = environmentOf(
      `
      import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
      export const handler = async () => {
        const file = openSync('/tmp/large', 'w');
        const chunk = Buffer.alloc(8 * 1_048_576, 1);
        let megabytes = 0;
        try {
          for (; megabytes < 1000; megabytes += 8) writeSync(file, chunk);
        } catch ({ code }) {
          return { code, megabytes };
        } finally {
          closeSync(file);
        }
      };
    `,
      { memoryMB: 128, ephemeralStorageMB: 104 },
    );
    const { code, megabytes } = answerOf(await environment.invoke(invocationOf())) as {
      code: string;
      megabytes: number;
    };
    expect(code).toBe('ENOSPC');
    expect(megabytes).toBeGreaterThan(87);
    expect(megabytes).toBeLessThanOrEqual(104);
  });

  it('keeps its /tmp from one invocation to the next, and for itself', async () => {
    const code = `
      import { existsSync, writeFileSync } from 'node:fs';
      export const handler = async () => {
        const was = existsSync('/tmp/mark');
        writeFileSync('/tmp/mark', '');
        return was;
      };
    `;
    const { create } = emulated();
    const codeDir = functionFolder({ 'index.mjs': code });
    const environment = create(specOf({ codeDir }));
    expect(answerOf(await environment.invoke(invocationOf()))).toBe(false);
    expect(answerOf(await environment.invoke(invocationOf()))).toBe(true);
    expect(answerOf(await create(specOf({ codeDir })).invoke(invocationOf()))).toBe(false);
  });

  it('refuses to make a room whose code is not there', async () => {
    const environment = emulated().create(specOf({ codeDir: '/nowhere' }));
    await expect(environment.invoke(invocationOf())).rejects.toThrow(
      /an environment's folders could not be made: .*\/nowhere/s,
    );
  });
});

describe.each(WORKS ? (['mount-namespace', 'folders'] as const) : (['folders'] as const))(
  'layers, with %s',
  (isolation) => {
    it('are put together in their order, for modules and files', async () => {
      const first = functionFolder({
        'nodejs/node_modules/greeting/index.js': 'exports.word = "hello";',
        'nodejs/node24/node_modules/newer/index.js': 'exports.word = "newer";',
        'data.txt': 'first',
        'first.txt': 'first',
      });
      const second = functionFolder({ 'data.txt': 'second' });
      const code = {
        'index.js': `
        const { readFileSync } = require('node:fs');
        const { join } = require('node:path');
        const opt = process.env.NODE_PATH.split(':')[1].replace('/nodejs/node_modules', '');
        exports.handler = async () => [
          require('greeting').word,
          require('newer').word,
          readFileSync(join(opt, 'data.txt'), 'utf8'),
          readFileSync(join(opt, 'first.txt'), 'utf8'),
        ];
      `,
      };
      const outcome = await environmentOf(code, { layerDirs: [first, second] }, { isolation }).invoke(
        invocationOf(),
      );
      expect(answerOf(outcome)).toEqual(['hello', 'newer', 'second', 'first']);
    });
  },
);
