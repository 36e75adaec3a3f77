import * as z from 'zod';
import type { Action } from './action.ts';
import { listedLayerVersion } from './layer-answer.ts';
import { layerListMembers } from './layer-members.ts';
import type { LayerVersion } from './layer-record.ts';
import { layerNameIn, ownLayerName } from './locate-layer.ts';
import { LIST_LIMIT } from './members.ts';
import { page } from './page.ts';
import { parseMembers } from './validation.ts';

const name = 'ListLayerVersions';
const schema = z.strictObject(layerListMembers);
type Members = z.output<typeof schema>;

/** The versions of a layer, newest first; none for a layer that isn't there. */
export const listLayerVersions: Action = {
  name,
  method: 'GET',
  path: '/2018-10-31/layers/:LayerName/versions',
  status: 200,
  resource: ({ path }) => layerNameIn(path.LayerName ?? ''),
  run({ path, query }, lambda) {
    const members = parseMembers(schema, { ...path, ...query }, { action: name });
    const versions = lambda.layers.get(ownLayerName(lambda, members.LayerName))?.versions.values() ?? [];
    const { items, next } = page(
      [...versions].filter((version) => isCompatible(version, members)),
      sortKey,
      { marker: members.Marker, size: members.MaxItems ?? LIST_LIMIT },
    );
    return {
      body: {
        LayerVersions: items.map((version) => listedLayerVersion(lambda.place, version)),
        ...(next !== undefined && { NextMarker: next }),
      },
    };
  },
};

function isCompatible(layer: LayerVersion, { CompatibleRuntime, CompatibleArchitecture }: Members): boolean {
  return (
    (CompatibleRuntime === undefined || layer.compatibleRuntimes.includes(CompatibleRuntime)) &&
    (CompatibleArchitecture === undefined || layer.compatibleArchitectures.includes(CompatibleArchitecture))
  );
}

/** So that 10 comes before 9. */
function sortKey({ version }: LayerVersion): string {
  return String(Number.MAX_SAFE_INTEGER - version);
}
