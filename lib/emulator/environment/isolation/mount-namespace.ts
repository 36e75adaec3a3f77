import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Command } from '../resources/resource-control.ts';
import type { Folders, Isolation, Places, Room } from './isolation.ts';
import { MergedLayers } from './merge-layers.ts';

/** The shell that makes a room finds its tools here. */
export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Puts a room together in the mount namespace that it is started in, and holds it until its input ends.
 * Arguments: a stage (see `prepareStage`), the folders of code, runtime and layers, the interpreter and
 * where in the stage it belongs (or two empty texts), the name of an image for /tmp and its size in MB.
 * Everything is put together on the stage first, since /var and /tmp may hide where it comes from. The stage
 * is a mount too, because the one that holds the image stays writable: / could not become read-only. Nor
 * does it make read-only what else is mounted below it (/home, /dev/shm): each of those is done by itself,
 * but for what holds no files of anybody's, what another mount hides, and the stage.
 */
const SCRIPT = `
set -e
command -v nsenter >&2
mount --bind "$1" "$1"
cd "$1"
mount -o bind,ro "$2" var/task
mount -o bind,ro "$3" var/runtime
mount -o bind,ro "$4" opt
if [ -n "$5" ]; then mount -o bind,ro "$5" "$6"; fi
mke2fs -q -F -t ext4 -O ^has_journal -E lazy_itable_init=1,nodiscard -m 0 "$7" "$8M" >&2
mount -o loop,noinit_itable "$7" tmp
rm "$7"
rmdir tmp/lost+found
chmod 1777 tmp
mount --rbind var /var
mount -o remount,bind,ro /var
mount --bind opt /opt
mount -o remount,bind,ro /
while read -r source point type options more; do
  case $type in proc | sysfs | cgroup* | devpts | mqueue | debugfs | tracefs | securityfs | bpf | autofs | nsfs) continue ;; esac
  case $options in ro | ro,*) continue ;; esac
  point=$(printf %b "$point")
  case $point in / | "$1" | "$1"/*) continue ;; esac
  mount -o remount,bind,ro "$point" 2>/dev/null || :
done </proc/self/mounts
mount --bind tmp /tmp
cd /var/task
echo ready
exec cat
`;

/**
 * Each environment in a mount namespace of its own, with the folders that Lambda has: the code in
 * /var/task, the runtime in /var/runtime, the layers in /opt, all read-only as the system itself is, and a
 * /tmp of the configured size that is on disk and so counts as no memory. It takes root, and leaves no
 * trace outside: what holds the mounts is a process that ends with its input, and so with the emulator.
 */
export function mountNamespace(): Isolation {
  const layers = new MergedLayers();
  return {
    kind: 'mount-namespace',
    label: 'mount namespace: everything read-only but a /tmp of the configured size',
    async open(folders, tempDir) {
      const language = languageOf(folders);
      const opt = layers.folder(folders.layerDirs, tempDir);
      const { command, args } = keeperOf(folders, { tempDir, opt, language });
      const keeper = spawn(command, args, { env: { PATH: SYSTEM_PATH }, detached: true });
      await ready(keeper);
      return new NamespaceRoom(keeper, {
        taskRoot: '/var/task',
        opt: '/opt',
        runtimeDir: '/var/runtime',
        ...(folders.interpreter === undefined
          ? {}
          : { interpreter: language?.program ?? folders.interpreter.program }),
      });
    },
  };
}

/** Whether rooms can be made on this machine, found by making one. */
export function namespacesWork(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return false;
  }
  const tempDir = mkdtempSync(join(tmpdir(), `power-tuner-${process.pid}-`));
  const folders = { codeDir: tempDir, layerDirs: [], runtimeDir: tempDir, ephemeralStorageMB: SOME_MB };
  try {
    const { command, args } = keeperOf(folders, { tempDir, opt: tempDir, language: undefined });
    const { stdout } = spawnSync(command, args, { env: { PATH: SYSTEM_PATH }, encoding: 'utf8' });
    return stdout === READY;
  } finally {
    rmSync(tempDir, { recursive: true, force: true });
  }
}

const SOME_MB = 16;
const READY = 'ready\n';

interface Prepared {
  readonly tempDir: string;
  readonly opt: string;
  readonly language: Language | undefined;
}

function keeperOf(folders: Folders, { tempDir, opt, language }: Prepared): Command {
  const stage = prepareStage(tempDir, language);
  const image = `${randomUUID()}.img`;
  const args = [
    ...[stage, folders.codeDir, folders.runtimeDir, opt, language?.from ?? '', language?.to ?? ''],
    ...[image, String(folders.ephemeralStorageMB)],
  ];
  return { command: 'unshare', args: ['--mount', '/bin/sh', '-c', SCRIPT, 'power-tuner-room', ...args] };
}

class NamespaceRoom implements Room {
  readonly places: Places;
  /** The room's own is not to be found from outside. */
  readonly startDir = '/';
  readonly #keeper: ChildProcess;

  constructor(keeper: ChildProcess, places: Places) {
    this.#keeper = keeper;
    this.places = places;
  }

  enter({ command, args }: Command): Command {
    return {
      command: 'nsenter',
      args: [`--target=${this.#keeper.pid}`, '--mount', '--wd', command, ...args],
    };
  }

  async close(): Promise<void> {
    if (this.#keeper.exitCode !== null || this.#keeper.signalCode !== null) {
      return;
    }
    this.#keeper.ref();
    const ended = new Promise((resolve) => this.#keeper.once('exit', resolve));
    this.#keeper.stdin?.end();
    await ended;
  }
}

interface Language {
  readonly from: string;
  /** In the stage. */
  readonly to: string;
  /** In the room. */
  readonly program: string;
}

/** As on Lambda, the interpreter is in /var/lang: /opt, /tmp or /var may hide where else it is. */
function languageOf({ interpreter }: Folders): Language | undefined {
  if (interpreter === undefined || interpreter.prefix === '/usr') {
    return undefined;
  }
  const { program, prefix } = interpreter;
  if (prefix === undefined) {
    const to = join('var/lang/bin', basename(program));
    return { from: program, to, program: `/${to}` };
  }
  return { from: prefix, to: 'var/lang', program: join('/var/lang', program.slice(prefix.length)) };
}

/** Empty folders for a room's own to be mounted on; each room mounts in a namespace of its own. */
function prepareStage(tempDir: string, language: Language | undefined): string {
  const stage = join(tempDir, 'stage');
  if (!existsSync(stage)) {
    for (const folder of ['var/task', 'var/runtime', 'var/lang/bin', 'opt', 'tmp']) {
      mkdirSync(join(stage, folder), { recursive: true });
    }
    symlinkSync('/tmp', join(stage, 'var/tmp'));
    symlinkSync('/run', join(stage, 'var/run'));
  }
  if (language !== undefined && !existsSync(join(stage, language.to))) {
    writeFileSync(join(stage, language.to), '');
  }
  return stage;
}

/** @throws Error with what the shell said */
async function ready(keeper: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  keeper.stderr?.on('data', (text: Buffer) => {
    said += text.toString();
  });
  keeper.stdout?.once('data', () => resolve());
  keeper.once('error', reject);
  keeper.once('close', () => reject(new Error(`an environment's folders could not be made: ${said.trim()}`)));
  await promise;
  keeper.stdin?.on('error', () => {});
  // It ends with its input: nothing has to wait for it.
  keeper.stdout?.destroy();
  keeper.stderr?.destroy();
  keeper.unref();
}
