import type { Architecture } from '../../../contract/index.ts';
import { BadInput } from '../../exit-code.ts';
import { REPLAY_FILE } from '../folder.ts';
import { type Entry, entryIn, folderContents, type GivenEntry } from '../handler.ts';
import {
  type CodeSource,
  DEFAULT_MEMORY_MB,
  functionNameFrom,
  type LocalFunction,
} from '../local-function.ts';
import { machineArchitecture } from '../machine-architecture.ts';
import type { Settings } from '../settings.ts';
import { declaredCode, imageRefused } from './declared-code.ts';
import { declaredEnvironment } from './declared-environment.ts';
import { declaredLayers } from './declared-layers.ts';
import type { ListedFunction } from './listed-function.ts';

/** Lambda's own default. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_EPHEMERAL_STORAGE_MB = 512;

/** What is given beside the template. */
export interface Beside {
  /** Options of the command line: they win over the template. */
  readonly entry: GivenEntry;
  /** power-tuner.json next to the template: environment, which wins over the template's, and input. */
  readonly settings: Settings;
}

/**
 * A function of a template as it can be run here.
 * @throws BadInput where it can't.
 */
export function declaredFunction(listed: ListedFunction, { entry, settings }: Beside): LocalFunction {
  const { logicalId, properties } = listed;
  if (properties.PackageType === 'Image') throw imageRefused(logicalId);
  const code = codeOf(listed);
  const replayed = code.kind === 'folder' && folderContents(code.path).has(REPLAY_FILE);
  const { layers, warnings: ofLayers } = declaredLayers(listed);
  const { environment, warnings: ofVariables } = declaredEnvironment(listed, settings.environment ?? {});
  const numbers = new Numbers(listed);
  const architecture = architectureOf(listed);
  return {
    functionName: functionNameFrom(listed.name ?? logicalId),
    ...entryOf(listed, entry, code, { unchecked: replayed || layers.length > 0 }),
    memoryMB: numbers.read('MemorySize', properties.MemorySize, DEFAULT_MEMORY_MB),
    timeoutSeconds: numbers.read('Timeout', properties.Timeout, DEFAULT_TIMEOUT_SECONDS),
    ephemeralStorageMB: numbers.read(
      'EphemeralStorage',
      (properties.EphemeralStorage as { Size?: unknown } | undefined)?.Size,
      DEFAULT_EPHEMERAL_STORAGE_MB,
    ),
    architecture,
    environment,
    code,
    layers,
    input: settings.input ?? {},
    replayed,
    warnings: [
      ...numbers.warnings,
      ...ofVariables,
      ...ofLayers,
      ...notHere(listed),
      ...(replayed ? [] : elsewhere(logicalId, architecture)),
    ],
  };
}

function codeOf({ logicalId, source, resource, properties }: ListedFunction): CodeSource {
  const { InlineCode, CodeUri, Code } = properties;
  if (typeof InlineCode === 'string') return { kind: 'inline', text: InlineCode };
  // SAM's own default is the template's folder.
  const fallback = resource.Type === 'AWS::Serverless::Function' ? '.' : undefined;
  const given = CodeUri ?? Code ?? fallback;
  return declaredCode({ what: `the code of ${logicalId}`, source, resource, given });
}

function entryOf(
  { logicalId, source, properties }: ListedFunction,
  given: GivenEntry,
  code: CodeSource,
  { unchecked }: { readonly unchecked: boolean },
): Entry {
  const runtime = given.runtime ?? text(properties.Runtime);
  const handler = given.handler ?? text(properties.Handler);
  if (runtime === undefined) {
    throw new BadInput(
      `${logicalId} in ${source.file} has no Runtime that is known here (${String(properties.Runtime)}): give --runtime`,
    );
  }
  // A handler may come out of a layer, and an inline handler is where its name says.
  if (code.kind !== 'folder' || unchecked) {
    return { runtime, handler: handler ?? (runtime.startsWith('provided') ? 'bootstrap' : 'index.handler') };
  }
  const contents = folderContents(code.path, {
    name: `the code of ${logicalId} (${code.path})`,
    remedy: 'Build it first (sam build, cdk synth), or give --handler',
  });
  return entryIn(contents, { runtime, handler });
}

/** Reads numbers, and keeps a sentence for each that has no value here. */
class Numbers {
  readonly warnings: string[] = [];
  readonly #logicalId: string;

  constructor({ logicalId }: ListedFunction) {
    this.#logicalId = logicalId;
  }

  read(property: string, value: unknown, fallback: number): number {
    const read = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof read === 'number' && Number.isInteger(read)) return read;
    if (value !== undefined) {
      this.warnings.push(
        `${property} of ${this.#logicalId} has no value here (${String(value)}): Lambda's default, ${fallback}, is taken`,
      );
    }
    return fallback;
  }
}

/** SAM puts a global list before the function's own, so the last one counts. */
function architectureOf({ properties }: ListedFunction): Architecture {
  const { Architectures } = properties;
  return Array.isArray(Architectures) && Architectures.at(-1) === 'arm64' ? 'arm64' : 'x86_64';
}

/** A process runs on what there is, and its price has to be the one of what it ran on. */
function elsewhere(logicalId: string, declared: Architecture): string[] {
  const machine = machineArchitecture();
  return declared === machine
    ? []
    : [
        `${logicalId} is declared for ${declared}; here it runs, and is priced, as ${machine}: this machine's`,
      ];
}

/** What changes how a function behaves and isn't here. */
function notHere({ logicalId, properties }: ListedFunction): string[] {
  return ['SnapStart', 'FileSystemConfigs']
    .filter((property) => properties[property] !== undefined)
    .map((property) => `${property} of ${logicalId} is left out: it has no effect on this machine`);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
