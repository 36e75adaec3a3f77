import * as z from 'zod';
import type { Action } from './action.ts';
import { layerVersionAnswer } from './layer-answer.ts';
import { layerNameSchema, layerVersionSchema } from './layer-members.ts';
import { findLayerVersion, layerNameIn } from './locate-layer.ts';
import { parseMembers } from './validation.ts';

const name = 'GetLayerVersion';
const schema = z.strictObject({ LayerName: layerNameSchema, VersionNumber: layerVersionSchema });

export const getLayerVersion: Action = {
  name,
  method: 'GET',
  path: '/2018-10-31/layers/:LayerName/versions/:VersionNumber',
  status: 200,
  resource: ({ path }) => layerNameIn(path.LayerName ?? ''),
  run({ path }, lambda) {
    const { LayerName, VersionNumber } = parseMembers(schema, path, { action: name });
    return { body: layerVersionAnswer(lambda, findLayerVersion(lambda, LayerName, VersionNumber)) };
  },
};
