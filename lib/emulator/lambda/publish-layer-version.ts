import * as z from 'zod';
import type { Action } from './action.ts';
import { requestTooLarge } from './errors.ts';
import { layerVersionAnswer } from './layer-answer.ts';
import { layerNameSchema, layerVersionMembers } from './layer-members.ts';
import type { Layer } from './layer-record.ts';
import { requestLimitBytes } from './limits.ts';
import { layerNameIn, ownLayerName } from './locate-layer.ts';
import { requestPackage } from './request-code.ts';
import { parseMembers } from './validation.ts';

const name = 'PublishLayerVersion';
const pathSchema = z.strictObject({ LayerName: layerNameSchema });
const schema = z.strictObject(layerVersionMembers);

/** Makes the next version of a layer, and with its first one the layer. */
export const publishLayerVersion: Action = {
  name,
  method: 'POST',
  path: '/2018-10-31/layers/:LayerName/versions',
  status: 201,
  resource: ({ path }) => layerNameIn(path.LayerName ?? ''),
  async run({ path, body, json }, lambda) {
    const limitBytes = requestLimitBytes(lambda.limits);
    if (body.length > limitBytes) throw requestTooLarge('RequestEntityTooLargeException', limitBytes, name);
    const { LayerName } = parseMembers(pathSchema, path, { action: name });
    const members = parseMembers(schema, json(), { action: name });
    const layerName = ownLayerName(lambda, LayerName);
    const content = await requestPackage(lambda, members.Content);
    const layer: Layer = lambda.layers.get(layerName) ?? {
      name: layerName,
      versions: new Map(),
      nextVersion: 1,
    };
    const version = {
      layerName,
      version: layer.nextVersion,
      description: members.Description ?? '',
      createdMs: lambda.nowMs(),
      content,
      compatibleRuntimes: members.CompatibleRuntimes ?? [],
      compatibleArchitectures: members.CompatibleArchitectures ?? [],
      ...(members.LicenseInfo !== undefined && { licenseInfo: members.LicenseInfo }),
    };
    layer.nextVersion += 1;
    layer.versions.set(version.version, version);
    lambda.layers.set(layerName, layer);
    return { body: layerVersionAnswer(lambda, version) };
  },
};
