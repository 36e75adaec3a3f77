import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ended, lastLine, run } from './command.ts';
import { PeerError } from './peer-error.ts';

/** The oldest that the packages run on. */
const OLDEST_MINOR = 10;

/** A Python with the packages of a requirements file. */
export interface Python {
  readonly executable: string;
}

/**
 * Makes a virtual environment in `folder` with what `requirements` lists, or takes the one that was made there
 * from the same list. `signal` ends it early.
 *
 * @throws PeerError where Python 3.10 with venv and pip is missing, or the packages can't be had
 */
export async function preparePython(
  folder: string,
  requirements: string,
  signal: AbortSignal,
): Promise<Python> {
  const executable = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python3');
  const stamp = join(folder, 'requirements.txt');
  const wanted = await readFile(requirements, 'utf8');
  const there = await readFile(stamp, 'utf8').catch(() => undefined);
  if (there === wanted && (await runs(executable, signal))) return { executable };

  await checkVersion(signal);
  await mkdir(folder, { recursive: true });
  await need('python3 -m venv', () => run('python3', ['-m', 'venv', '--clear', folder], { signal }));
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  await need('pip install', () => run(executable, install, { signal }));
  // Written last: an installation that was cut short is made anew.
  await writeFile(stamp, wanted);
  return { executable };
}

/** The Python that it was made from may be gone. */
async function runs(executable: string, signal: AbortSignal): Promise<boolean> {
  const ended = await run(executable, ['-c', ''], { signal }).catch(() => undefined);
  return ended?.code === 0;
}

async function checkVersion(signal: AbortSignal): Promise<void> {
  const { stdout } = await need('python3 --version', () => run('python3', ['--version'], { signal }));
  const minor = Number(/^Python 3\.(\d+)/.exec(stdout)?.[1]);
  if (!(minor >= OLDEST_MINOR)) {
    throw new PeerError(`needs Python 3.${OLDEST_MINOR} or newer; python3 is ${stdout.trim()}`);
  }
}

async function need(what: string, command: () => Promise<Ended>): Promise<Ended> {
  const ended = await command().catch((error: Error) => {
    throw new PeerError(`needs python3 with venv and pip; ${what} did not start: ${error.message}`);
  });
  if (ended.code !== 0) {
    const said = lastLine(ended.stderr) || lastLine(ended.stdout);
    throw new PeerError(`needs python3 with venv and pip; ${what} ended with ${ended.code}: ${said}`);
  }
  return ended;
}
