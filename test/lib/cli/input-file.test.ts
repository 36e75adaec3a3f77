import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputFile } from '../../../lib/cli/input-file.ts';
import { madeFolders } from '../../support/made-folders.ts';

const folder = madeFolders();
const file = (name: string, content: string) => join(folder({ [name]: content }), name);

describe('readInputFile', () => {
  it.each(['input.yaml', 'input.yml', 'INPUT.YAML'])('reads %s with its comments', async (name) => {
    const path = file(name, '# what\nlambdaARN: orders # which\n#num: 5\npowerValues: [128, 256]\n');
    expect(await readInputFile(path)).toEqual({ lambdaARN: 'orders', powerValues: [128, 256] });
  });

  it('reads strict JSON from any other name', async () => {
    expect(await readInputFile(file('input.json', '{"num": 5}'))).toEqual({ num: 5 });
    await expect(readInputFile(file('input.json', '{"num": 5} // five'))).rejects.toThrow(
      /input\.json can't be read as JSON: .*Comments are read from a file that ends in \.yaml/s,
    );
  });

  it('takes a file of comments alone for an input that says nothing', async () => {
    expect(await readInputFile(file('input.yaml', '# num: 5\n'))).toEqual({});
  });

  it.each([
    ['input.yaml', '- 1', 'a list'],
    ['input.json', '[]', 'a list'],
    ['input.json', 'null', 'null'],
    ['input.yaml', 'orders', 'a text of 6 characters'],
  ])('refuses %s with %j, which is no object', async (name, content, kind) => {
    await expect(readInputFile(file(name, content))).rejects.toThrow(
      `holds ${kind}; allowed: an object of input keys. Write one to begin with by: power-tuner init`,
    );
  });

  it('says where a file is no YAML', async () => {
    await expect(readInputFile(file('input.yaml', 'num: 5\nlimits: {p99Ms: 1\n'))).rejects.toThrow(
      /input\.yaml can't be read as YAML: .* at line \d+, column \d+/s,
    );
  });

  it.each(['no-such.yaml', 'no-such.json'])('says that there is no %s', async (name) => {
    await expect(readInputFile(name)).rejects.toThrow(`${name} can't be read: there is no such file`);
  });
});
