import type { PublishLayerVersionCommandInput } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { LAYER_CONTENT, type Layers, layersOn } from '../support/layers.ts';

let backend: Backend;
let layers: Layers;
beforeAll(async () => {
  backend = await startBackend();
  layers = layersOn(backend);
});
afterAll(async () => {
  await layers.deleteAll();
  await backend.stop();
});

const arnOf = (layer: string, version?: number) =>
  [`arn:aws:lambda:${backend.region}:${backend.accountId}:layer`, layer, version ?? []].flat().join(':');

describe('PublishLayerVersion', () => {
  it('makes the first version, and answers with all that was given', async () => {
    const LayerName = layers.name();
    const given = {
      Description: 'tools',
      CompatibleRuntimes: ['nodejs24.x' as const],
      CompatibleArchitectures: ['arm64' as const],
      LicenseInfo: 'Apache-2.0',
    };
    const published = await layers.publish({ LayerName, ...given });
    expect(published).toMatchObject({
      ...given,
      Version: 1,
      LayerArn: arnOf(LayerName),
      LayerVersionArn: arnOf(LayerName, 1),
      Content: { CodeSize: LAYER_CONTENT.length },
      $metadata: { httpStatusCode: 201 },
    });
    expect(published.CreatedDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    expect(published.Content?.CodeSha256).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it('makes another version each time, even of the same content', async () => {
    const { LayerArn = '' } = await layers.publish();
    expect((await layers.publish({ LayerName: LayerArn })).Version).toBe(2);
  });

  it('takes content from S3', async () => {
    const object = { Bucket: backend.bucket, Key: 'layers/tool.zip' };
    await backend.s3.send(new PutObjectCommand({ ...object, Body: LAYER_CONTENT }));
    const { Content } = await layers.publish({
      Content: { S3Bucket: object.Bucket, S3Key: object.Key },
    });
    expect(Content?.CodeSize).toBe(LAYER_CONTENT.length);
  });

  it('refuses a name with other characters', async () => {
    await expect(layers.publish({ LayerName: 'a b' })).rejects.toThrow(
      /'layerName' failed to satisfy constraint/,
    );
  });

  it('refuses content that is not a zip', async () => {
    const Content: PublishLayerVersionCommandInput['Content'] = { ZipFile: Buffer.from('not a zip') };
    await expect(layers.publish({ Content })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('Could not unzip uploaded file.'),
    });
  });
});
