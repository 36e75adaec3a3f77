import {
  ListLayerVersionsCommand,
  type ListLayerVersionsCommandInput,
  paginateListLayerVersions,
} from '@aws-sdk/client-lambda';
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

describe('ListLayerVersions', () => {
  it('lists the versions, newest first, page by page', async () => {
    const LayerName = layers.name();
    for (let version = 1; version <= 11; version++) await layers.publish({ LayerName });
    const pages: (number | undefined)[][] = [];
    for await (const { LayerVersions = [] } of paginateListLayerVersions(
      { client: backend.lambda, pageSize: 5 },
      { LayerName },
    )) {
      pages.push(LayerVersions.map(({ Version }) => Version));
    }
    expect(pages).toEqual([[11, 10, 9, 8, 7], [6, 5, 4, 3, 2], [1]]);
  });

  it('lists those that say that they are for an architecture or a runtime', async () => {
    const LayerName = layers.name();
    await layers.publish({
      LayerName,
      CompatibleArchitectures: ['x86_64'],
      CompatibleRuntimes: ['python3.13'],
    });
    await layers.publish({ LayerName, CompatibleArchitectures: ['x86_64', 'arm64'] });
    const versions = async (filter: Partial<ListLayerVersionsCommandInput>) => {
      const { LayerVersions } = await backend.lambda.send(
        new ListLayerVersionsCommand({ LayerName, ...filter }),
      );
      return LayerVersions?.map(({ Version }) => Version);
    };
    expect(await versions({ CompatibleArchitecture: 'arm64' })).toEqual([2]);
    expect(await versions({ CompatibleArchitecture: 'x86_64' })).toEqual([2, 1]);
    expect(await versions({ CompatibleRuntime: 'python3.13' })).toEqual([1]);
  });

  it('lists none of a layer that is not there', async () => {
    const { LayerVersions } = await backend.lambda.send(
      new ListLayerVersionsCommand({ LayerName: 'nothing-here' }),
    );
    expect(LayerVersions).toEqual([]);
  });
});
