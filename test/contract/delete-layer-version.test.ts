import { DeleteLayerVersionCommand, GetLayerVersionCommand } from '@aws-sdk/client-lambda';
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

describe('DeleteLayerVersion', () => {
  it('deletes a version, whose number is never given again', async () => {
    const { LayerArn: LayerName } = await layers.publish();
    const version = { LayerName, VersionNumber: 1 };
    const deleted = await backend.lambda.send(new DeleteLayerVersionCommand(version));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    await expect(backend.lambda.send(new GetLayerVersionCommand(version))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect((await layers.publish({ LayerName })).Version).toBe(2);
  });

  it('has nothing against a version that is not there', async () => {
    const { LayerArn: LayerName } = await layers.publish();
    const deleted = await backend.lambda.send(new DeleteLayerVersionCommand({ LayerName, VersionNumber: 7 }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
  });
});
