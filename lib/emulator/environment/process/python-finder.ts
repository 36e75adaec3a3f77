import { spawnSync } from 'node:child_process';
import type { Interpreter } from '../isolation/isolation.ts';

/** What a command of that name is in the end: it may be a script that looks for a version first. */
const WHERE =
  'import os, sys; print(os.path.realpath(sys.executable)); print(os.path.realpath(sys.base_prefix))';

/** This machine's Python, looked for once. */
export class PythonFinder {
  readonly #name: string;
  #found: { readonly interpreter: Interpreter | undefined } | undefined;

  /** @param name of the command, or its path */
  constructor(name: string) {
    this.#name = name;
  }

  /** @returns undefined where there is none */
  find(): Interpreter | undefined {
    this.#found ??= { interpreter: look(this.#name) };
    return this.#found.interpreter;
  }
}

function look(name: string): Interpreter | undefined {
  const { status, stdout } = spawnSync(name, ['-I', '-c', WHERE], { encoding: 'utf8' });
  const [program = '', prefix = ''] = (stdout ?? '').split('\n');
  return status === 0 && program !== '' && prefix !== '' ? { program, prefix } : undefined;
}
