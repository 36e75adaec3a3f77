import type { Architecture } from '../../contract/index.ts';

/**
 * Runtimes that exist for x86_64 only: those on the first Amazon Linux, and of the later ones nodejs10.x.
 * A function may still have one long after it can be chosen for a new one.
 *
 * Source: the runtime tables of the AWS Lambda Developer Guide ("Lambda runtimes", column Architectures),
 * as they stood when arm64 came in 2021 and for every runtime since.
 */
const ONLY_X86_64: ReadonlySet<string> = new Set([
  'nodejs',
  'nodejs4.3',
  'nodejs4.3-edge',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'python2.7',
  'python3.6',
  'python3.7',
  'ruby2.5',
  'java8',
  'go1.x',
  'dotnetcore1.0',
  'dotnetcore2.0',
  'dotnetcore2.1',
  'provided',
]);

/** Whether Lambda has a runtime for an architecture. One that isn't known here is taken to have both. */
export function runtimeHas(runtime: string, architecture: Architecture): boolean {
  return architecture === 'x86_64' || !ONLY_X86_64.has(runtime);
}
