import { randomBytes } from 'node:crypto';
import {
  DeleteLayerVersionCommand,
  PublishLayerVersionCommand,
  type PublishLayerVersionCommandInput,
  type PublishLayerVersionCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Backend } from './backend.ts';
import { zipped } from './zipped.ts';

/** The layers that a contract test makes. */
export interface Layers {
  /** A name that no layer has yet. */
  name(): string;
  /** Publishes a version of a new layer, or of the one that is named. */
  publish(input?: Partial<PublishLayerVersionCommandInput>): Promise<PublishLayerVersionCommandOutput>;
  /** Deletes what was published. */
  deleteAll(): Promise<void>;
}

/** What a layer may hold. */
export const LAYER_CONTENT = zipped({ 'nodejs/node_modules/tool/index.js': 'module.exports = 1;\n' });

export function layersOn(backend: Backend): Layers {
  const published: { readonly LayerName: string; readonly VersionNumber: number | undefined }[] = [];
  const name = () => `contract-${randomBytes(6).toString('hex')}`;
  return {
    name,
    async publish(input = {}) {
      const { LayerName = name() } = input;
      const version = await backend.lambda.send(
        new PublishLayerVersionCommand({ Content: { ZipFile: LAYER_CONTENT }, ...input, LayerName }),
      );
      published.push({ LayerName, VersionNumber: version.Version });
      return version;
    },
    async deleteAll() {
      for (const version of published) await backend.lambda.send(new DeleteLayerVersionCommand(version));
    },
  };
}
