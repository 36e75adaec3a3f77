import type { LocalLayer } from '../local-function.ts';
import { declaredCode } from './declared-code.ts';
import type { ListedFunction } from './listed-function.ts';
import { resolveValue, Unresolved } from './resolve.ts';

const LAYER_TYPES: readonly string[] = ['AWS::Serverless::LayerVersion', 'AWS::Lambda::LayerVersion'];

/** The layers of a function that its own template holds, and a sentence for each that it doesn't. */
export function declaredLayers(listed: ListedFunction): { layers: LocalLayer[]; warnings: string[] } {
  const { Layers } = listed.properties;
  const layers: LocalLayer[] = [];
  const warnings: string[] = [];
  for (const given of Array.isArray(Layers) ? Layers : Layers === undefined ? [] : [Layers]) {
    const layer = ownLayer(given, listed);
    if (layer === undefined) {
      warnings.push(
        `the layer ${String(given)} of ${listed.logicalId} is left out: it is not in the same template, so its content is not on this machine`,
      );
    } else {
      layers.push(layer);
      warnings.push(...unbuilt(layer, listed));
    }
  }
  return { layers, warnings };
}

/** @throws BadInput where a layer of the template has no content on this machine. */
function ownLayer(given: unknown, { source, scope }: ListedFunction): LocalLayer | undefined {
  const logicalId = given instanceof Unresolved ? referenced(given.expression) : undefined;
  if (logicalId === undefined || !Object.hasOwn(source.template.Resources, logicalId)) return undefined;
  const resource = source.template.Resources[logicalId];
  if (resource === undefined || !LAYER_TYPES.includes(resource.Type)) return undefined;
  const { ContentUri, Content } = resource.Properties ?? {};
  const code = declaredCode({
    what: `the layer ${logicalId}`,
    source,
    resource,
    given: resolveValue(ContentUri ?? Content, scope),
  });
  return { name: logicalId, code };
}

/** SAM puts what it builds elsewhere; what lies at the layer's path then is only the source. */
function unbuilt({ name }: LocalLayer, { source }: ListedFunction): string[] {
  const method = source.template.Resources[name]?.Metadata?.BuildMethod;
  return typeof method !== 'string' || source.folder.endsWith('.aws-sam/build')
    ? []
    : [`the layer ${name} is taken as it lies there; sam build would build it first (BuildMethod ${method})`];
}

function referenced(expression: unknown): string | undefined {
  const { Ref } = (expression ?? {}) as { Ref?: unknown };
  return typeof Ref === 'string' ? Ref : undefined;
}
