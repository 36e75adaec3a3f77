/** Members of the layers' actions, as Lambda's API model constrains them. */
import * as z from 'zod';
import { ARCHITECTURES } from '../../contract/index.ts';
import { codeMembers, descriptionSchema, LIST_LIMIT, markerSchema, maxItemsSchema } from './members.ts';

/** A layer's name or ARN. */
export const layerNameSchema = z
  .string()
  .min(1)
  .max(140)
  .regex(/^((arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+)$/);

export const layerVersionArnSchema = z
  .string()
  .min(1)
  .max(140)
  .regex(/^arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+$/);

/** Path members are text. */
export const layerVersionSchema = z.coerce.number().int();

export const layerVersionMembers = {
  Description: descriptionSchema.optional(),
  Content: z.strictObject(codeMembers),
  CompatibleRuntimes: z.array(z.string()).max(15).optional(),
  CompatibleArchitectures: z.array(z.enum(ARCHITECTURES)).max(2).optional(),
  LicenseInfo: z.string().max(512).optional(),
};

export const layerListMembers = {
  LayerName: layerNameSchema,
  CompatibleRuntime: z.string().optional(),
  CompatibleArchitecture: z.enum(ARCHITECTURES).optional(),
  Marker: markerSchema.optional(),
  MaxItems: maxItemsSchema(LIST_LIMIT),
};
