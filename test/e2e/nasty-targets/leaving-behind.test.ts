import { chooseIsolation } from '../../../lib/emulator/environment/isolation/choose-isolation.ts';
import { chooseControl } from '../../../lib/emulator/environment/resources/choose-control.ts';
import { describeNasty } from './describe-nasty.ts';
import type { Nasty } from './nasty-target.ts';

/** Starts processes that go on after the answer. */
const starting = (command: string, count = 1): string => `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  const script = tmpdir() + '/script.sh';
  writeFileSync(script, ${JSON.stringify(command)});
  export const handler = async () => {
    for (let n = 0; n < ${count}; n += 1) spawn('sh', [script], { detached: true, stdio: 'inherit' }).unref();
  };`;

const CHILDREN: readonly Nasty[] = [
  { name: 'starts a process that stays', code: starting('sleep 1000') },
  {
    name: 'starts one that ignores signals',
    code: starting("trap '' TERM INT HUP; while :; do sleep 1000; done"),
  },
  {
    name: 'leaves timers and sockets open',
    code: `import { createServer, connect } from 'node:net';
      export const handler = async () => {
        setInterval(() => {}, 1);
        const server = createServer().listen(0, '127.0.0.1');
        await new Promise((resolve) => server.once('listening', resolve));
        connect(server.address().port, '127.0.0.1');
      };`,
  },
];

/** Only a control group holds what leaves its process group. */
const GROUPED: readonly Nasty[] = [
  { name: 'starts one in a session of its own', code: starting('exec setsid sleep 1000') },
  { name: 'starts one that hides its variables', code: starting('exec env -i setsid sleep 1000') },
  { name: 'starts one that keeps printing', code: starting('while :; do echo still here; sleep 0.01; done') },
  { name: 'starts several that are replaced by others all the time', code: starting('setsid sh "$0" &', 4) },
];

/** Only in a mount namespace is the code read-only, and /tmp of a size. */
const FILES: readonly Nasty[] = [
  {
    name: 'fills its /tmp',
    code: `import { execFileSync } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      export const handler = async () => {
        try {
          execFileSync('fallocate', ['-l', '480M', '/tmp/large']);
          for (let n = 0; ; n += 1) writeFileSync('/tmp/more-' + n, Buffer.alloc(4 * 1_048_576));
        } catch ({ code }) {
          if (code !== 'ENOSPC') throw new Error('not full: ' + code);
        }
      };`,
  },
  {
    name: 'deletes and changes its code',
    code: `import { spawnSync } from 'node:child_process';
      import { readFileSync } from 'node:fs';
      const files = ['/var/task/index.mjs', '/var/runtime/index.mjs'];
      const text = () => files.map((file) => readFileSync(file, 'utf8')).join();
      const before = text();
      export const handler = async () => {
        spawnSync('sh', ['-c', 'rm -rf /var/task /var/runtime; for file; do echo broken >$file; done', 'sh', ...files]);
        if (text() !== before) throw new Error('changed');
      };`,
  },
  {
    name: 'looks for the files of others',
    code: `import { readdirSync, writeFileSync } from 'node:fs';
      const seen = readdirSync('/tmp');
      writeFileSync('/tmp/mine', '');
      export const handler = async () => {
        if (seen.length > 0 || readdirSync('/tmp').join() !== 'mine') throw new Error(seen.join());
      };`,
  },
  {
    name: 'writes where all of the machine may',
    code: `import { writeFileSync } from 'node:fs';
      export const handler = async () => {
        for (const folder of ['/dev/shm', '/var/tmp/../lock', '/run', '/home', '/root', '/']) {
          try { writeFileSync(folder + '/' + process.env.MARK, 'x'); } catch { continue; }
          throw new Error(folder + ' may be written to');
        }
      };`,
  },
];

const held = chooseControl('auto').kind !== 'stop-and-continue';
const apart = chooseIsolation('auto').kind === 'mount-namespace';

describeNasty('a function that leaves things behind', {
  functionName: 'leaves',
  nasties: [...CHILDREN, ...(held ? GROUPED : []), ...(apart ? FILES : [])],
});
