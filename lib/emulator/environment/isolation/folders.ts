import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Isolation } from './isolation.ts';
import { MergedLayers } from './merge-layers.ts';

/**
 * The way that works for anybody: a function sees this machine's files, and its own where they are. It may
 * write wherever the emulator may, and nobody counts what it writes.
 */
export function folders(): Isolation {
  const layers = new MergedLayers();
  return {
    kind: 'folders',
    label: "the machine's own files (no mount namespaces here): code may be written to, /tmp has no limit",
    async open({ codeDir, layerDirs, runtimeDir, interpreter }, tempDir) {
      const temporary = await mkdtemp(join(tempDir, 'tmp-'));
      return {
        places: {
          taskRoot: codeDir,
          opt: layers.folder(layerDirs, tempDir),
          runtimeDir,
          ...(interpreter === undefined ? {} : { interpreter: interpreter.program }),
          temporary,
        },
        enter: (command) => command,
        startDir: codeDir,
        close: () => rm(temporary, { recursive: true, force: true }),
      };
    },
  };
}
