import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { PublishLayerVersionCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { type UnixEntry, unixZip } from '../../../support/archive.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

const HARMLESS: UnixEntry = { name: 'index.mjs', text: 'export const handler = () => {};\n' };
const MARK = 'left-by-a-hostile-package';

/** One entry that wants out, or two of which the second does. */
const HOSTILE: readonly (readonly [string, readonly UnixEntry[]])[] = [
  ['goes up', [{ name: `../${MARK}`, text: 'x' }]],
  ['goes up from below', [{ name: `a/../../${MARK}`, text: 'x' }]],
  ['is absolute', [{ name: `${tmpdir()}/${MARK}`, text: 'x' }]],
  ['goes up as on Windows', [{ name: `a\\..\\..\\${MARK}`, text: 'x' }]],
  ['is on another drive', [{ name: `C:\\${MARK}`, text: 'x' }]],
  ['hides a way up behind a NUL', [{ name: `a\0/../../${MARK}`, text: 'x' }]],
  ['links up', [{ name: 'link', text: '../..', link: true }]],
  ['links to an absolute path', [{ name: 'link', text: '/etc', link: true }]],
  [
    'links up behind a link',
    [
      { name: 'deep/er/up', text: '../..', link: true },
      { name: `deep/er/up/${MARK}`, text: '../../elsewhere', link: true },
    ],
  ],
  [
    'is written behind a link',
    [
      { name: 'link', text: 'a', link: true },
      { name: `link/${MARK}`, text: 'x' },
    ],
  ],
];

describe.each(HOSTILE)('a package with an entry that %s', (_, entries) => {
  it('is refused for functions and layers, inline and in S3, and leaves nothing behind', async () => {
    const { create, lambda, s3 } = await startedEmulator();
    const ZipFile = unixZip([HARMLESS, ...entries]);
    const inS3 = { Bucket: 'packages', Key: 'hostile.zip' };
    await s3.send(new PutObjectCommand({ ...inS3, Body: ZipFile }));
    const Code = { S3Bucket: inS3.Bucket, S3Key: inS3.Key };
    await create({ FunctionName: 'before', Code: { ZipFile: zipped() } });
    const refused = {
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('Could not unzip uploaded file.'),
    };
    await expect(create({ Code: { ZipFile } })).rejects.toMatchObject(refused);
    await expect(create({ Code })).rejects.toMatchObject(refused);
    await expect(
      lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'before', ZipFile })),
    ).rejects.toMatchObject(refused);
    await expect(
      lambda.send(new PublishLayerVersionCommand({ LayerName: 'l', Content: { ZipFile } })),
    ).rejects.toMatchObject(refused);
    expect(await readdir(tmpdir())).not.toContain(MARK);
  });
});
