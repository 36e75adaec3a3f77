import { GetLayerVersionByArnCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { type Layers, layersOn } from '../support/layers.ts';

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

const get = (Arn: string | undefined) => backend.lambda.send(new GetLayerVersionByArnCommand({ Arn }));

describe('GetLayerVersionByArn', () => {
  it('gives the version that the ARN names', async () => {
    const { LayerArn } = await layers.publish({ Description: 'first' });
    const { LayerVersionArn } = await layers.publish({ LayerName: LayerArn, Description: 'second' });
    expect(await get(LayerVersionArn)).toMatchObject({ LayerArn, Version: 2, Description: 'second' });
  });

  it('refuses an ARN without a version', async () => {
    const { LayerArn } = await layers.publish();
    await expect(get(LayerArn)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses a version that is not there', async () => {
    const { LayerArn } = await layers.publish();
    await expect(get(`${LayerArn}:7`)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
