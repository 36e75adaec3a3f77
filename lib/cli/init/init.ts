import { writeFileSync } from 'node:fs';
import { parseFunctionReference } from '../../contract/index.ts';
import { BadInput, EXIT } from '../exit-code.ts';
import { isYaml } from '../input-file.ts';
import { isLocal } from '../local/read-function.ts';
import type { Terminal } from '../terminal.ts';
import { DEFAULT_FILE } from './command.ts';
import { inputText } from './input-text.ts';

export interface InitOptions {
  /** Standard output where it is `-`. */
  readonly output: string;
  /** Whether a file that is there is written over. */
  readonly force: boolean;
}

const STANDARD_OUTPUT = '-';

/**
 * `power-tuner init`: writes an input to begin with.
 * @param target what is to be tuned; a placeholder stands there where it is absent
 * @returns the exit code
 * @throws BadInput where the file is there already, or can't be written.
 */
export function init(target: string | undefined, options: InitOptions, terminal: Terminal): number {
  if (target !== undefined) assertTarget(target);
  const { output } = options;
  if (output === STANDARD_OUTPUT) {
    terminal.outputStream.write(inputText(target, DEFAULT_FILE));
    return EXIT.recommended;
  }
  if (!isYaml(output)) {
    throw new BadInput(
      `--output is ${output}; allowed: a name that ends in .yaml or .yml, since JSON has no comments, or - for standard output`,
    );
  }
  write(output, inputText(target, output), options.force);
  terminal.error(`Written: ${output}. Next: ${nextCommand(target, output)}`);
  return EXIT.recommended;
}

function assertTarget(target: string): void {
  if (isLocal(target) || parseFunctionReference(target) !== undefined) return;
  throw new BadInput(
    `${target} is nothing that can be tuned; allowed: a folder, zip, template or cdk.out, or a function's name or ARN`,
  );
}

function write(file: string, text: string, force: boolean): void {
  try {
    writeFileSync(file, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new BadInput(
      code === 'EEXIST'
        ? `${file} is there already, and is left as it is: write over it with --force, or write another with -o <file>`
        : `${file} can't be written: ${message}. Write another with -o <file>`,
      { cause: error },
    );
  }
}

function nextCommand(target: string | undefined, file: string): string {
  const tune = `power-tuner tune --input ${file}`;
  if (target === undefined) return `name the function in it (lambdaARN), then ${tune}`;
  return isLocal(target) ? tune : `${tune} --state-machine <arn>`;
}
