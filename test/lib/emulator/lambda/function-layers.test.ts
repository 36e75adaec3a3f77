import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteLayerVersionCommand, PublishLayerVersionCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { checkUnpackedSize } from '../../../../lib/emulator/lambda/function-layers.ts';
import { echoEnvironments } from '../../../support/echo-environment.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

async function start() {
  const environments = echoEnvironments();
  const started = await startedEmulator({ createEnvironment: environments.create });
  const publish = async (LayerName: string, files: Readonly<Record<string, string>>) => {
    const { LayerVersionArn = '' } = await started.lambda.send(
      new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: zipped(files) } }),
    );
    return LayerVersionArn;
  };
  return { ...started, environments, publish };
}

describe('layers', () => {
  it('are unpacked and handed to the environment in their order, even once they are deleted', async () => {
    const { create, invoke, publish, lambda, environments } = await start();
    const Layers = [
      await publish('b', { 'nodejs/b.txt': 'from b' }),
      await publish('a', { 'a.txt': 'from a' }),
    ];
    await create({ Layers });
    await lambda.send(new DeleteLayerVersionCommand({ LayerName: 'b', VersionNumber: 1 }));
    await invoke();
    const [first = '', second = ''] = environments.started[0]?.layerDirs ?? [];
    expect(await readFile(join(first, 'nodejs/b.txt'), 'utf8')).toBe('from b');
    expect(await readFile(join(second, 'a.txt'), 'utf8')).toBe('from a');
  });

  it('show in the log of calls by their names', async () => {
    const { publish, emulator } = await start();
    await publish('arn:aws:lambda:us-east-1:000000000000:layer:tools', { a: 'b' });
    expect(emulator.calls()).toEqual([
      { service: 'lambda', action: 'PublishLayerVersion', resource: 'tools', status: 201 },
    ]);
  });

  it('refuses those of another account and of another region', async () => {
    const { create } = await start();
    await expect(
      create({ Layers: ['arn:aws:lambda:us-east-1:999999999999:layer:theirs:1'] }),
    ).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    await expect(
      create({ Layers: ['arn:aws:lambda:eu-west-1:000000000000:layer:far:1'] }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        'Layers are not in the same region as the function. Layers are expected to be in region us-east-1.',
    });
  });
});

describe('checkUnpackedSize', () => {
  const content = (unpackedBytes: number) => ({
    sha256: '',
    bytes: new Uint8Array(),
    unpackedBytes,
    folder: '',
  });
  const layer = (unpackedBytes: number) => ({
    layerName: 'l',
    version: 1,
    description: '',
    createdMs: 0,
    content: content(unpackedBytes),
    compatibleRuntimes: [],
    compatibleArchitectures: [],
  });

  it('refuses code that is over 250 MB with its layers', () => {
    expect(() => checkUnpackedSize(content(262_143_997), [layer(1), layer(2)])).not.toThrow();
    expect(() => checkUnpackedSize(content(262_143_998), [layer(1), layer(2)])).toThrow(
      'Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is 262144001 bytes.',
    );
  });
});
