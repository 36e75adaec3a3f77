import * as z from 'zod';
import { notModelled } from '../api-error.ts';
import type { Action } from './action.ts';
import { notFound } from './errors.ts';
import { layerVersionAnswer } from './layer-answer.ts';
import { layerVersionArnSchema } from './layer-members.ts';
import { layerNameIn, layerVersionByArn } from './locate-layer.ts';
import { parseMembers } from './validation.ts';

const name = 'GetLayerVersionByArn';
const schema = z.strictObject({ find: z.literal('LayerVersion'), Arn: layerVersionArnSchema });

export const getLayerVersionByArn: Action = {
  name,
  method: 'GET',
  path: '/2018-10-31/layers',
  status: 200,
  resource: ({ query }) => layerNameIn(query.Arn ?? ''),
  run({ query }, lambda) {
    if (query.find === undefined) throw notModelled('ListLayers', 'list the versions of a layer by its name');
    const { Arn } = parseMembers(schema, query, { action: name });
    const layer = layerVersionByArn(lambda, Arn);
    if (layer === undefined) throw notFound('The resource you requested does not exist.');
    return { body: layerVersionAnswer(lambda, layer) };
  },
};
