import * as z from 'zod';
import { ARCHITECTURES, type Architecture } from '../../contract/index.ts';

/** A container image in a registry that isn't there: what is known of it, and what stands for it. */
export interface ContainerImage {
  /** What it is built for. */
  readonly architecture: Architecture;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** What runs instead of it; where absent, functions with it can be made and described, not invoked. */
  readonly code?: {
    /** The bytes of a deployment package. */
    readonly zip: Uint8Array;
    readonly handler: string;
    readonly runtime: string;
  };
}

/** Container images by their URI, with a tag or a digest. */
export type ContainerImages = Readonly<Record<string, ContainerImage>>;

/** What a URI stands for. */
export interface FoundImage {
  readonly image: ContainerImage;
  /** `<repository>@<digest>` */
  readonly resolvedUri: string;
}

/** The registry of an emulator. */
export interface Images {
  /** @returns undefined for a URI that can't be one: it has neither tag nor digest */
  repositoryOf(uri: string): string | undefined;
  /** By the URI of the table, or its repository with its digest. */
  find(uri: string): FoundImage | undefined;
}

const URI = /^(?<repository>[^:@\s]+)(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/;

const NO_URI = 'a URI must be <repository>:<tag> or <repository>@sha256:<64 hexadecimal digits>';

const imagesSchema = z.record(
  z.string().regex(URI),
  z.strictObject({
    architecture: z.enum(ARCHITECTURES),
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, { error: 'must be sha256: and 64 hexadecimal digits' }),
    code: z
      .strictObject({
        zip: z.instanceof(Uint8Array),
        handler: z.string().min(1),
        runtime: z.string().min(1),
      })
      .exactOptional(),
  }),
  { error: ({ code }) => (code === 'invalid_key' ? NO_URI : undefined) },
);

/** @throws TypeError for a table that can't be read, with every problem */
export function createImages(table: ContainerImages): Images {
  const parsed = imagesSchema.safeParse(table);
  if (!parsed.success) {
    throw new TypeError(`images can't be read as a table of images: ${z.prettifyError(parsed.error)}`);
  }
  const known = new Map<string, FoundImage>();
  for (const [uri, image] of Object.entries(table)) {
    const resolvedUri = `${repositoryOf(uri)}@${image.digest}`;
    known.set(uri, { image, resolvedUri });
    known.set(resolvedUri, { image, resolvedUri });
  }
  return { repositoryOf, find: (uri) => known.get(uri) };
}

function repositoryOf(uri: string): string | undefined {
  return URI.exec(uri)?.groups?.repository;
}
