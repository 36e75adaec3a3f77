import { GetLayerVersionCommand } from '@aws-sdk/client-lambda';
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

const get = (LayerName: string | undefined, VersionNumber: number) =>
  backend.lambda.send(new GetLayerVersionCommand({ LayerName, VersionNumber }));

describe('GetLayerVersion', () => {
  it('gives what was published, and a link from which the very zip comes', async () => {
    const { $metadata: _, Content: content, ...published } = await layers.publish({ Description: 'tools' });
    const found = await get(published.LayerArn, 1);
    expect(found).toMatchObject(published);
    expect(found.Content?.CodeSha256).toBe(content?.CodeSha256);
    const fetched = await fetch(found.Content?.Location ?? '');
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(LAYER_CONTENT);
  });

  it('takes the name of a layer', async () => {
    const LayerName = layers.name();
    await layers.publish({ LayerName });
    expect((await get(LayerName, 1)).Version).toBe(1);
  });

  it('refuses a layer and a version that are not there', async () => {
    const { LayerArn } = await layers.publish();
    for (const [layer, version] of [
      ['nothing-here', 1],
      [LayerArn, 7],
    ] as const) {
      await expect(get(layer, version)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        $metadata: { httpStatusCode: 404 },
      });
    }
  });
});
