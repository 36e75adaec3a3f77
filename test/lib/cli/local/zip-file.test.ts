import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readZipFile } from '../../../../lib/cli/local/zip-file.ts';
import { madeFolders } from '../../../support/made-folders.ts';
import { zipped } from '../../../support/zipped.ts';

const folder = madeFolders();

function zip(files: Readonly<Record<string, string>>): string {
  const path = join(folder({ 'a.txt': '' }), 'shop.orders.zip');
  writeFileSync(path, zipped(files));
  return path;
}

describe('readZipFile', () => {
  it('sees the handler from the files', () => {
    const path = zip({ 'lambda_function.py': '' });
    expect(readZipFile(path)).toMatchObject({
      functionName: 'shop-orders',
      runtime: 'python3.13',
      handler: 'lambda_function.lambda_handler',
      memoryMB: 128,
      code: { kind: 'zip', path },
      replayed: false,
    });
  });

  it('takes what the power-tuner.json in it says, and what is given over it', () => {
    const settings = JSON.stringify({ handler: 'app.run', memoryMB: 512 });
    const path = zip({ 'app.js': '', 'other.js': '', 'power-tuner.json': settings });
    expect(readZipFile(path)).toMatchObject({ handler: 'app.run', memoryMB: 512 });
    expect(readZipFile(path, { handler: 'other.run' }).handler).toBe('other.run');
  });

  it('knows measurements', () => {
    expect(readZipFile(zip({ 'replay.json': '{}' })).replayed).toBe(true);
  });

  it('refuses TypeScript, which Lambda runs neither', () => {
    expect(() => readZipFile(zip({ 'index.ts': '' }))).toThrow(/has no handler: looked for index\.mjs/);
  });

  it('refuses layers, which would lie outside of it', () => {
    const path = zip({ 'index.js': '', 'power-tuner.json': '{"layers": ["x"]}' });
    expect(() => readZipFile(path)).toThrow(/inside a zip can't name layers/);
  });

  it('refuses what is no zip', () => {
    const path = join(folder({ 'code.zip': 'no zip' }), 'code.zip');
    expect(() => readZipFile(path)).toThrow(/code\.zip can't be read as a zip: not a zip/);
  });
});
