import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFolder } from '../../../../lib/cli/local/folder.ts';
import type { LocalFunction } from '../../../../lib/cli/local/local-function.ts';
import { packageFunction } from '../../../../lib/cli/local/package.ts';
import { readZip } from '../../../../lib/emulator/zip/archive.ts';
import { madeFolders } from '../../../support/made-folders.ts';

const folder = madeFolders();
const namesIn = (zip: Uint8Array) => readZip(zip).map(({ name }) => name);

describe('packageFunction', () => {
  it('has the files of the folder, but not what belongs to tools', async () => {
    const path = folder({
      'index.mjs': '',
      'lib/two.mjs': '',
      'power-tuner.json': '{}',
      '.git/config': '',
      'cdk.out/manifest.json': '{}',
      '.aws-sam/build/template.yaml': '',
    });
    expect(namesIn(await packageFunction(readFolder(path)))).toEqual(['index.mjs', 'lib/two.mjs']);
  });

  it('makes the same zip of the same files', async () => {
    const files = { 'index.mjs': '1', 'b.mjs': '2' };
    const [one, two] = await Promise.all(
      [files, files].map((content) => packageFunction(readFolder(folder(content)))),
    );
    expect(one).toEqual(two);
  });

  it('keeps modes, so that a bootstrap can be run', async () => {
    const path = folder({ bootstrap: '#!/bin/sh' });
    chmodSync(join(path, 'bootstrap'), 0o755);
    expect(readZip(await packageFunction(readFolder(path)))[0]?.mode).toBe(0o755);
  });

  it('follows links, and leaves out those that lead nowhere or around in a circle', async () => {
    const path = folder({ 'index.mjs': '' });
    const outside = folder({ 'shared.mjs': '' });
    symlinkSync(outside, join(path, 'shared'));
    symlinkSync(join(path, 'missing'), join(path, 'broken'));
    symlinkSync(path, join(path, 'circle'));
    expect(namesIn(await packageFunction(readFolder(path)))).toEqual(['index.mjs', 'shared/shared.mjs']);
  });

  it('bundles TypeScript', async () => {
    const path = folder({
      'index.ts': "import { two } from './two.ts';\nexport const handler = async (): Promise<number> => two;",
      'two.ts': 'export const two: number = 2;',
    });
    const files = unzipSync(await packageFunction(readFolder(path)));
    expect(Object.keys(files)).toEqual(['index.mjs']);
    expect(strFromU8(files['index.mjs'] ?? new Uint8Array())).toMatch(/two = 2/);
  });

  it.each([
    ['python3.13', 'index.run', 'index.py'],
    ['nodejs24.x', 'index.handler', 'index.js'],
  ])('puts the inline code of %s where its handler is', async (runtime, handler, name) => {
    const local: LocalFunction = {
      ...readFolder(folder({ 'index.mjs': '' })),
      runtime,
      handler,
      code: { kind: 'inline', text: 'the code' },
    };
    expect(namesIn(await packageFunction(local))).toEqual([name]);
  });

  it('fails when TypeScript imports what is not there', async () => {
    const path = folder({ 'index.ts': "import './missing.ts';" });
    await expect(packageFunction(readFolder(path))).rejects.toThrow(/index\.ts can't be bundled: .*missing/s);
  });
});
