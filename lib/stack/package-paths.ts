import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionName } from './stages.ts';

/** The repository's folder, or `dist` in the published package: the folders in it are the same. */
export const PACKAGE_FOLDER = fileURLToPath(new URL('../../', import.meta.url));

/** TypeScript in the repository, JavaScript in the published package. */
export const EXTENSION = extname(fileURLToPath(import.meta.url));

export function stageFolder(stage: FunctionName | 'retuner'): string {
  return join(PACKAGE_FOLDER, 'functions', stage);
}

/** The module that exports the stage's `handler`. */
export function stageEntry(stage: FunctionName | 'retuner'): string {
  return join(stageFolder(stage), `index${EXTENSION}`);
}

/** Where the report's page is. */
export const PAGE_FOLDER = join(PACKAGE_FOLDER, 'lib', 'report', 'page');

/** The one definition of the state machine. */
export const DEFINITION_PATH = join(PACKAGE_FOLDER, 'statemachine', 'power-tuner.asl.json');

/** That of the state machine that moves an alias by degrees. */
export const CANARY_DEFINITION_PATH = join(PACKAGE_FOLDER, 'statemachine', 'canary.asl.json');
