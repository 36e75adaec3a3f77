import { onTestFinished } from 'vitest';
import type { FunctionSpec } from '../../../../../lib/emulator/environment/execution-environment.ts';
import {
  createEnvironments,
  type Environments,
  type EnvironmentsOptions,
  type ExecutionEnvironment,
} from '../../../../../lib/emulator/environment/index.ts';
import { functionFolder } from './function-folder.ts';
import { specOf } from './spec.ts';

/** Environments that are stopped when the test is over. */
export function emulated(options: EnvironmentsOptions = {}): Environments {
  const environments = createEnvironments(options);
  onTestFinished(() => environments.stop());
  return environments;
}

/** One environment of a function whose index.mjs (or other files) are given. */
export function environmentOf(
  code: string | Readonly<Record<string, string>>,
  changes: Partial<FunctionSpec> = {},
  options: EnvironmentsOptions = {},
): ExecutionEnvironment {
  const codeDir = functionFolder(typeof code === 'string' ? { 'index.mjs': code } : code);
  return emulated(options).create(specOf({ codeDir, ...changes }));
}
