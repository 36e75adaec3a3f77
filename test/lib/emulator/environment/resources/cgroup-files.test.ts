import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeGroup } from '../../../../../lib/emulator/environment/resources/cgroup-files.ts';
import { chooseControl } from '../../../../../lib/emulator/environment/resources/choose-control.ts';
import { markedProcesses } from '../../../../support/marked-processes.ts';

/** Where groups can be made here; undefined where they can't. */
const [root] = chooseControl('auto').groupPatterns.map((pattern) => join(pattern, '..'));

describe('removeGroup', { skip: root === undefined }, () => {
  it('ends what comes into the group while it is being removed', async () => {
    const dir = join(root ?? '', `power-tuner-test-${randomUUID()}`);
    // A group with one inside can't be removed: time for somebody to come.
    const inside = join(dir, 'inside');
    mkdirSync(dir);
    mkdirSync(inside);
    const mark = randomUUID();
    const comes = 'echo $$ >"$1/cgroup.procs"; exec sleep 1000';
    const child = spawn('sh', ['-c', comes, 'sh', dir], {
      env: { ...process.env, MARK: mark },
      detached: true,
    });
    const ended = once(child, 'exit');
    await once(child, 'spawn');
    const removed = removeGroup(dir);
    expect(await ended).toEqual([null, 'SIGKILL']);
    rmdirSync(inside);
    await removed;
    expect(existsSync(dir)).toBe(false);
    expect(markedProcesses(mark)).toEqual([]);
  });
});
