import * as z from 'zod';
import { descriptionSchema } from './members.ts';

const logLevel = z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']);

/**
 * What CreateFunction and UpdateFunctionConfiguration both take. VpcConfig, TracingConfig, KMSKeyArn and
 * DeadLetterConfig are kept and given back, and have no effect here.
 */
export const configurationMembers = {
  Role: z
    .string()
    .regex(/^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/)
    .optional(),
  Handler: z
    .string()
    .max(128)
    .regex(/^[^\s]+$/)
    .optional(),
  Runtime: z.string().optional(),
  Description: descriptionSchema.optional(),
  Timeout: z.int().min(1).max(900).optional(),
  // The API model's own maximum, for Managed Instances; an on-demand function's is checked by the rules.
  MemorySize: z.int().min(128).max(32_768).optional(),
  Environment: z
    .strictObject({
      Variables: z
        .record(z.string().regex(/^[a-zA-Z]([a-zA-Z0-9_])+$/), z.string(), {
          error:
            'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]',
        })
        .optional(),
    })
    .optional(),
  EphemeralStorage: z.strictObject({ Size: z.int().min(512).max(10_240) }).optional(),
  Layers: z.array(z.string()).optional(),
  TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']).optional() }).optional(),
  VpcConfig: z
    .strictObject({
      SubnetIds: z.array(z.string()).max(16).optional(),
      SecurityGroupIds: z.array(z.string()).max(5).optional(),
      Ipv6AllowedForDualStack: z.boolean().optional(),
    })
    .optional(),
  KMSKeyArn: z
    .string()
    .regex(/^((arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|())$/)
    .optional(),
  DeadLetterConfig: z.strictObject({ TargetArn: z.string().optional() }).optional(),
  LoggingConfig: z
    .strictObject({
      LogFormat: z.enum(['JSON', 'Text']).optional(),
      ApplicationLogLevel: logLevel.optional(),
      SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).optional(),
      LogGroup: z
        .string()
        .min(1)
        .max(512)
        .regex(/^[.\-_/#A-Za-z0-9]+$/)
        .optional(),
    })
    .optional(),
  SnapStart: z.strictObject({ ApplyOn: z.enum(['PublishedVersions', 'None']).optional() }).optional(),
  FileSystemConfigs: z.array(z.unknown()).optional(),
};

const membersSchema = z.object(configurationMembers);

/** The members as a request gave them: only what was sent. */
export type ConfigurationMembers = z.output<typeof membersSchema>;
