/** Members that several actions take, as Lambda's API model constrains them. */
import * as z from 'zod';
import { ARCHITECTURES } from '../../contract/index.ts';

const FUNCTION_NAME =
  /^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** A function's name, partial ARN or ARN, with or without a qualifier. */
export const functionNameSchema = z.string().max(170).regex(FUNCTION_NAME);
export const qualifierSchema = z
  .string()
  .max(128)
  .regex(/^(|[a-zA-Z0-9$_-]+)$/);
export const aliasNameSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/);
export const versionSchema = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^(\$LATEST|[0-9]+)$/);

export const descriptionSchema = z.string().max(256);
export const revisionIdSchema = z.string();
export const tagsSchema = z.record(z.string(), z.string());

export const architecturesSchema = z.array(z.enum(ARCHITECTURES)).min(1).max(1);

/** The most that a page of a list holds, however many are asked for. */
export const LIST_LIMIT = 50;

/** Query members are text: a whole number in a range. */
export const maxItemsSchema = (max: number) => z.coerce.number().int().min(1).max(max).optional();
export const markerSchema = z.string();

/** Where code comes from: inline, or an object of the emulator's own S3. */
export const codeMembers = {
  ZipFile: z.string().optional(),
  S3Bucket: z.string().min(3).max(63).optional(),
  S3Key: z.string().min(1).max(1024).optional(),
};

/** The same of a function's code, which may also be left in S3, or be a container image. */
export const functionCodeMembers = {
  ...codeMembers,
  S3ObjectVersion: z.string().min(1).max(1024).optional(),
  S3ObjectStorageMode: z.enum(['COPY', 'REFERENCE']).optional(),
  ImageUri: z.string().optional(),
};
