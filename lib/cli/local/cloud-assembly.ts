import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { BadInput } from '../exit-code.ts';
import { parseJson } from './json-file.ts';
import { readTemplate, type TemplateSource } from './template/template.ts';

const MANIFEST = 'manifest.json';

const manifestSchema = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      properties: z
        .looseObject({
          templateFile: z.string().optional(),
          directoryName: z.string().optional(),
          file: z.string().optional(),
        })
        .optional(),
    }),
  ),
});
type Artifact = z.output<typeof manifestSchema>['artifacts'][string];

const assetsSchema = z.looseObject({
  files: z
    .record(
      z.string(),
      z.looseObject({
        // Without a path where a command makes the file only when it is uploaded.
        source: z.looseObject({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
      }),
    )
    .optional(),
});

/** Whether a folder is what `cdk synth` writes. */
export function isCloudAssembly(folder: string): boolean {
  const manifest = join(folder, MANIFEST);
  // Other things have a manifest.json too, web pages for example.
  return existsSync(manifest) && manifestSchema.safeParse(parseJson(manifest)).success;
}

/**
 * The templates of a cloud assembly: its stacks, their nested stacks, and those of its stages.
 * @throws BadInput where it can't be read.
 */
export async function readCloudAssembly(folder: string): Promise<TemplateSource[]> {
  const artifacts = Object.values(read(manifestSchema, join(folder, MANIFEST)).artifacts);
  const properties = (type: string) => artifacts.filter((one) => one.type === type).map(propertiesOf);
  const assets = new Map(
    properties('cdk:asset-manifest').flatMap(({ file }) =>
      file === undefined ? [] : assetsOf(folder, join(folder, file)),
    ),
  );
  const stacks = properties('aws:cloudformation:stack').flatMap(({ templateFile }) => templateFile ?? []);
  const nested = [...assets.values()].filter((path) => path.endsWith('.nested.template.json'));
  const files = new Set([...stacks.map((file) => resolve(folder, file)), ...nested]);
  const stages = properties('cdk:cloud-assembly').flatMap(({ directoryName }) => directoryName ?? []);
  const sources = [
    ...[...files].map(async (file) => [await readTemplate(file, assets)]),
    ...stages.map((stage) => readCloudAssembly(join(folder, stage))),
  ];
  return (await Promise.all(sources)).flat();
}

function propertiesOf({ properties = {} }: Artifact) {
  return properties;
}

/** Local path by the key that it is uploaded under. */
function assetsOf(folder: string, file: string): [string, string][] {
  return Object.values(read(assetsSchema, file).files ?? {}).flatMap(({ source: { path }, destinations }) =>
    path === undefined
      ? []
      : Object.values(destinations).map(({ objectKey }): [string, string] => [
          objectKey,
          resolve(folder, path),
        ]),
  );
}

function read<T>(schema: z.ZodType<T>, file: string): T {
  const parsed = schema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadInput(
    `${file} is not what cdk synth writes: ${issue?.path.join('.') || 'the file'}: ${issue?.message}. Make it anew with npx cdk synth`,
  );
}
