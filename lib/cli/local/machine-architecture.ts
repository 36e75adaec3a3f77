import type { Architecture } from '../../contract/index.ts';

/** Code that was installed on this machine runs here, and only for its architecture. */
export function machineArchitecture(): Architecture {
  return process.arch === 'arm64' ? 'arm64' : 'x86_64';
}
