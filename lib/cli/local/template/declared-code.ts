import { resolve } from 'node:path';
import { BadInput } from '../../exit-code.ts';
import { codeAt } from '../code-source.ts';
import type { CodeSource } from '../local-function.ts';
import { Unresolved } from './resolve.ts';
import type { Resource, TemplateSource } from './template.ts';

/** One place of a template that names code: a function's or a layer's. */
export interface DeclaredCode {
  /** For messages: `the code of Orders`. */
  readonly what: string;
  readonly source: TemplateSource;
  readonly resource: Resource;
  /** CodeUri, ContentUri, Code or Content, resolved. */
  readonly given: unknown;
}

const REMEDY = 'build it first (sam build, cdk synth), or name a template whose code is on this machine';

/**
 * The code that a template names, on this machine.
 * @throws BadInput where it is elsewhere, or a container image.
 */
export function declaredCode(declared: DeclaredCode): CodeSource {
  const { what, source, given } = declared;
  if (typeof given === 'string') return atPath(given, declared);
  if (typeof given !== 'object' || given === null || given instanceof Unresolved) {
    throw new BadInput(
      `${what} in ${source.file} can't be found: ${String(given)} has no value on this machine`,
    );
  }
  const members = given as Record<string, unknown>;
  if (members.ImageUri !== undefined) throw imageRefused(what);
  if (typeof members.ZipFile === 'string') return { kind: 'inline', text: members.ZipFile };
  return uploaded(declared, members);
}

/** A container image has no code that a process could run. */
export function imageRefused(what: string): BadInput {
  return new BadInput(
    `${what} is a container image, which the local emulator does not run: bring it as a zip, or tune the deployed function by its name`,
  );
}

function atPath(given: string, { what, source }: DeclaredCode): CodeSource {
  if (/^(s3|https?):/.test(given)) {
    throw new BadInput(`${what} lies at ${given}, not on this machine: ${REMEDY}`);
  }
  return codeAt(resolve(source.folder, given), what, REMEDY);
}

/** What CDK uploads is known by its key in the bucket; older apps leave its path in the metadata. */
function uploaded(
  { what, source, resource }: DeclaredCode,
  { S3Key, Key, S3Bucket, Bucket }: Record<string, unknown>,
): CodeSource {
  const key = S3Key ?? Key;
  const asset = typeof key === 'string' ? source.assets.get(key) : undefined;
  if (asset !== undefined) return codeAt(asset, what, REMEDY);
  const noted = resource.Metadata?.['aws:asset:path'];
  if (typeof noted === 'string') return codeAt(resolve(source.folder, noted), what, REMEDY);
  throw new BadInput(
    `${what} lies in S3 (${String(S3Bucket ?? Bucket)}, ${String(key)}), not on this machine: ${REMEDY}`,
  );
}
