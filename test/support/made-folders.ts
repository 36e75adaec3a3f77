import { afterAll } from 'vitest';
import { folderWith } from './command-line.ts';

/** Makes folders that the test file takes away at its end. */
export function madeFolders(): (files: Readonly<Record<string, string>>, name?: string) => string {
  const made: { remove(): void }[] = [];
  afterAll(() => {
    for (const one of made) one.remove();
  });
  return (files, name) => {
    const folder = folderWith(files, name);
    made.push(folder);
    return folder.path;
  };
}
