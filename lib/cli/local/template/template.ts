import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { BadInput } from '../../exit-code.ts';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
});

const templateSchema = z.looseObject({
  Parameters: z
    .record(z.string(), z.looseObject({ Type: z.string(), Default: z.unknown().optional() }))
    .optional(),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).optional(),
  Conditions: z.record(z.string(), z.unknown()).optional(),
  Globals: z.looseObject({ Function: z.record(z.string(), z.unknown()).optional() }).optional(),
  Resources: z.record(z.string(), resourceSchema),
});

/** The part of a CloudFormation template that says what a function is. */
export type Template = z.output<typeof templateSchema>;
export type Resource = z.output<typeof resourceSchema>;

/** A template with what it refers to. */
export interface TemplateSource {
  /** The template's file. */
  readonly file: string;
  /** Local paths in it start here. */
  readonly folder: string;
  readonly template: Template;
  /** Local paths of what a CDK app uploads, by their key in the bucket. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * Reads a template, JSON or YAML.
 * @throws BadInput where the file can't be parsed, or is no CloudFormation template.
 */
export async function readTemplate(
  file: string,
  assets: TemplateSource['assets'] = new Map(),
): Promise<TemplateSource> {
  const absolute = resolve(file);
  const template = parseTemplate(await parse(absolute), absolute);
  return { file: absolute, folder: dirname(absolute), template, assets };
}

/** @throws BadInput where it is no CloudFormation template. */
export function parseTemplate(given: unknown, file: string): Template {
  const parsed = templateSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  if (typeof given === 'object' && given !== null && 'lambdaARN' in given) {
    throw new BadInput(`${file} is an input, not a function: power-tuner tune --input ${file}`);
  }
  const [issue] = parsed.error.issues;
  throw new BadInput(
    `${file} is no CloudFormation template: ${issue?.path.join('.') || 'the file'}: ${issue?.message}. Allowed: a SAM or CloudFormation template, a zip, or a folder with a handler`,
  );
}

async function parse(file: string): Promise<unknown> {
  const text = readFileSync(file, 'utf8');
  try {
    if (text.trimStart().startsWith('{')) return JSON.parse(text);
    // Only who has a YAML template waits for its parser.
    const { parseCloudFormationYaml } = await import('./cloudformation-yaml.ts');
    return parseCloudFormationYaml(text);
  } catch (error) {
    throw new BadInput(`${file} can't be parsed as a template: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
