import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Reads `+ <process group>` and `- <process group>`, and what to remove in the end from its arguments:
 * first a temporary folder, then patterns of control groups. When its input ends it kills (what is frozen
 * ends once it is thawed) and removes.
 */
const SCRIPT = `
trap '' INT TERM HUP
groups=
while read -r action value; do
  case $action in
    +) groups="$groups $value" ;;
    -) kept=
       for group in $groups; do [ "$group" = "$value" ] || kept="$kept $group"; done
       groups=$kept ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
dir=$1
shift
rm -rf -- "$dir"
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  left=
  for pattern in "$@"; do
    for procs in $pattern/cgroup.procs; do [ -e "$procs" ] && xargs -r kill -s KILL <"$procs" 2>/dev/null; done
    for state in $pattern/freezer.state; do [ -e "$state" ] && echo THAWED >"$state"; done
    for dir in $pattern; do [ -d "$dir" ] && { rmdir "$dir" 2>/dev/null || left=yes; }; done
  done
  [ -z "$left" ] && break
  sleep 0.1
done
`;

/**
 * A shell that outlives this process, however it ends (even by SIGKILL), just long enough to clean up
 * behind it: it waits for the end of a pipe whose other end nobody else holds.
 */
export class Guardian {
  readonly #shell: ChildProcess;

  /**
   * @param tempDir is removed in the end, with all that is in it
   * @param groupPatterns file name patterns of control groups to remove in the end
   */
  constructor(tempDir: string, groupPatterns: readonly string[]) {
    this.#shell = spawn('/bin/sh', ['-c', SCRIPT, 'power-tuner-guardian', tempDir, ...groupPatterns], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
      detached: true,
    });
    this.#shell.unref();
    // Without a shell nobody cleans up after a kill; everything else works as well.
    this.#shell.on('error', () => {});
    this.#shell.stdin?.on('error', () => {});
  }

  /** The group's id is the id of the process that leads it. */
  watch(processGroup: number): void {
    this.#shell.stdin?.write(`+ ${processGroup}\n`);
  }

  forget(processGroup: number): void {
    this.#shell.stdin?.write(`- ${processGroup}\n`);
  }

  /** Lets it clean up now. */
  async dismiss(): Promise<void> {
    if (this.#shell.exitCode !== null || this.#shell.pid === undefined) {
      return;
    }
    this.#shell.ref();
    const ended = new Promise((resolve) => this.#shell.once('exit', resolve));
    this.#shell.stdin?.end();
    await ended;
  }
}
