import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFunctionFolder, readFolder } from '../../../../lib/cli/local/folder.ts';
import { madeFolders } from '../../../support/made-folders.ts';

const folder = madeFolders();
const settings = (value: object) => ({ 'power-tuner.json': JSON.stringify(value) });

describe('readFolder', () => {
  it('sees the handler from the files, with the defaults', () => {
    const path = folder({ 'index.mjs': '' }, 'my orders');
    expect(readFolder(path)).toEqual({
      functionName: 'my-orders',
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      memoryMB: 128,
      timeoutSeconds: 60,
      environment: {},
      input: {},
      layers: [],
      code: { kind: 'folder', path },
      replayed: false,
      warnings: [],
    });
  });

  it('takes what power-tuner.json says, layers too', () => {
    const path = folder({
      'src/app.py': '',
      'shared/python/shop.py': '',
      ...settings({ handler: 'src/app.run', memoryMB: 512, environment: { A: 'b' }, layers: ['shared'] }),
    });
    expect(readFolder(path)).toMatchObject({
      runtime: 'python3.13',
      memoryMB: 512,
      environment: { A: 'b' },
      layers: [{ name: 'shared-1', code: { kind: 'folder', path: join(path, 'shared') } }],
    });
  });

  it('takes what is given over both', () => {
    const path = folder({ 'index.mjs': '', ...settings({ runtime: 'nodejs24.x' }) });
    expect(readFolder(path, { runtime: 'nodejs22.x' }).runtime).toBe('nodejs22.x');
  });

  it.each([
    [{ memory: 1 }, /power-tuner\.json is not as it should be:\n- file: .*memory/],
    [{ memoryMB: 1, timeoutSeconds: 1000 }, /- memoryMB: .*\n- timeoutSeconds: /],
    [{ layers: ['nowhere'] }, /the layer nowhere should be at .*nowhere, where nothing is/],
  ])('refuses %j', (value, message) => {
    const path = folder({ 'index.mjs': '', ...settings(value) });
    expect(() => readFolder(path)).toThrow(message);
  });
});

describe('isFunctionFolder', () => {
  it.each([
    [{ 'index.ts': '' }, true],
    [{ 'replay.json': '' }, true],
    [settings({ handler: 'src/app.run' }), true],
    [{ 'template.yaml': '', ...settings({ input: { num: 5 } }) }, false],
  ])('of %j is %s', (files, expected) => {
    expect(isFunctionFolder(folder(files))).toBe(expected);
  });
});
