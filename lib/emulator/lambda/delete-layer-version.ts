import * as z from 'zod';
import type { Action } from './action.ts';
import { layerNameSchema, layerVersionSchema } from './layer-members.ts';
import { layerNameIn, ownLayerName } from './locate-layer.ts';
import { parseMembers } from './validation.ts';

const name = 'DeleteLayerVersion';
const schema = z.strictObject({ LayerName: layerNameSchema, VersionNumber: layerVersionSchema });

/** Deletes a version of a layer, if it is there. Functions that use it keep it. */
export const deleteLayerVersion: Action = {
  name,
  method: 'DELETE',
  path: '/2018-10-31/layers/:LayerName/versions/:VersionNumber',
  status: 204,
  resource: ({ path }) => layerNameIn(path.LayerName ?? ''),
  run({ path }, lambda) {
    const { LayerName, VersionNumber } = parseMembers(schema, path, { action: name });
    lambda.layers.get(ownLayerName(lambda, LayerName))?.versions.delete(VersionNumber);
    return {};
  },
};
