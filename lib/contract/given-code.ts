import * as z from 'zod';
import { ARCHITECTURES } from './candidate.ts';
import { parseFunctionReference } from './function-reference.ts';

/**
 * Code that stands for the target's own on one architecture. Whoever may start an execution must not run
 * any code under any role: each of these is used only where the construct's props allow it.
 */
const CODE_ALLOWED =
  '{s3Bucket, s3Key} or {imageUri} or {functionArn}, with or without layers; or {layers} alone';
const LAYER_ALLOWED = "a layer version's ARN, as in arn:aws:lambda:eu-west-1:123456789012:layer:native:3";
const IMAGE_ALLOWED =
  'an image in Amazon ECR, as in 123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:arm64';
const FUNCTION_ALLOWED = "a function's full ARN, with or without a version or alias";

const text = (allowed: string, max: number) =>
  z.string({ error: allowed }).min(1, { error: allowed }).max(max, { error: allowed });

const codeSchema = z
  .strictObject(
    {
      s3Bucket: text("a bucket's name", 63)
        .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: "a bucket's name" })
        .optional(),
      s3Key: text("an object's key", 1024).optional(),
      s3ObjectVersion: text("an object's version", 1024).optional(),
      imageUri: text(IMAGE_ALLOWED, 1024)
        .regex(
          /^\d{12}\.dkr\.ecr\.[a-z]{2,}(?:-[a-z]+)+-\d+\.amazonaws\.com(?:\.cn)?\/[a-z0-9._/-]+(?::[\w.-]+|@sha256:[0-9a-f]{64})$/,
          { error: IMAGE_ALLOWED },
        )
        .optional(),
      functionArn: text(FUNCTION_ALLOWED, 256)
        .refine((value) => parseFunctionReference(value)?.region !== undefined, { error: FUNCTION_ALLOWED })
        .optional(),
      layers: z
        .array(
          text(LAYER_ALLOWED, 256).regex(
            /^arn:aws[a-z-]*:lambda:[a-z]{2,}(?:-[a-z]+)+-\d+:\d{12}:layer:[A-Za-z0-9_-]{1,140}:\d+$/,
            { error: LAYER_ALLOWED },
          ),
          { error: `a list of at most 5: ${LAYER_ALLOWED}` },
        )
        .max(5, { error: `a list of at most 5: ${LAYER_ALLOWED}` })
        .optional(),
    },
    { error: CODE_ALLOWED },
  )
  .refine(isOneCode, { error: CODE_ALLOWED });

interface Parts {
  readonly s3Bucket?: string | undefined;
  readonly s3Key?: string | undefined;
  readonly s3ObjectVersion?: string | undefined;
  readonly imageUri?: string | undefined;
  readonly functionArn?: string | undefined;
  readonly layers?: readonly string[] | undefined;
}

function isOneCode({ s3Bucket, s3Key, s3ObjectVersion, imageUri, functionArn, layers }: Parts): boolean {
  if ((s3Bucket === undefined) !== (s3Key === undefined)) return false;
  if (s3ObjectVersion !== undefined && s3Bucket === undefined) return false;
  // An image brings its own layers: Lambda takes none beside it.
  if (imageUri !== undefined && layers !== undefined) return false;
  const sources = [s3Bucket, imageUri, functionArn].filter((source) => source !== undefined).length;
  return sources === 1 || (sources === 0 && layers !== undefined);
}

const ALLOWED = `{${ARCHITECTURES.join(', ')}}, each ${CODE_ALLOWED}`;

/** Other code for one architecture or both. */
export const codeByArchitectureSchema = z
  .strictObject({ x86_64: codeSchema.optional(), arm64: codeSchema.optional() }, { error: ALLOWED })
  .refine((byArchitecture) => Object.keys(byArchitecture).length > 0, { error: ALLOWED });

export type GivenCode = z.output<typeof codeSchema>;
export type CodeByArchitecture = z.output<typeof codeByArchitectureSchema>;

/** The keys of one architecture's code, to name the nearest of them where one is misspelt. */
export const GIVEN_CODE_KEYS: readonly string[] = Object.keys(codeSchema.shape);
