import * as z from 'zod';
import { layerVersionArnSchema } from './layer-members.ts';
import { descriptionSchema } from './members.ts';

const logLevel = z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']);

/**
 * What CreateFunction and UpdateFunctionConfiguration both take. VpcConfig, TracingConfig, KMSKeyArn,
 * DeadLetterConfig, ImageConfig, FileSystemConfigs, DurableConfig and CapacityProviderConfig are kept and given back, and have no effect
 * here but on which invocations are refused.
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
  Layers: z.array(layerVersionArnSchema).optional(),
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
  ImageConfig: z
    .strictObject({
      EntryPoint: z.array(z.string()).max(1500).optional(),
      Command: z.array(z.string()).max(1500).optional(),
      WorkingDirectory: z.string().max(1000).optional(),
    })
    .optional(),
  SnapStart: z.strictObject({ ApplyOn: z.enum(['PublishedVersions', 'None']).optional() }).optional(),
  FileSystemConfigs: z
    .array(
      z.strictObject({
        Arn: z
          .string()
          .max(256)
          .regex(
            /^(arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:access-point\/fsap-[a-f0-9]{17}|arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system\/fs-[0-9a-f]{17,40}\/access-point\/fsap-[0-9a-f]{17,40})$/,
          ),
        LocalMountPath: z
          .string()
          .max(160)
          .regex(/^\/mnt\/[a-zA-Z0-9-_.]+$/),
        S3FilesConfig: z
          .strictObject({ DirectS3Read: z.enum(['ENABLED', 'DISABLED', 'AUTO']).optional() })
          .optional(),
      }),
    )
    .max(1)
    .optional(),
  DurableConfig: z
    .strictObject({
      RetentionPeriodInDays: z.int().min(1).max(90).optional(),
      ExecutionTimeout: z.int().min(1).max(31_622_400).optional(),
    })
    .optional(),
  CapacityProviderConfig: z
    .strictObject({
      LambdaManagedInstancesCapacityProviderConfig: z.strictObject({
        CapacityProviderArn: z
          .string()
          .regex(
            /^arn:aws[a-zA-Z-]*:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:capacity-provider:[a-zA-Z0-9-_]+$/,
          ),
        PerExecutionEnvironmentMaxConcurrency: z.int().min(1).max(1600).optional(),
        ExecutionEnvironmentMemoryGiBPerVCpu: z.number().min(2).max(8).optional(),
      }),
    })
    .optional(),
};

/** Of a new function only: it can't be changed later. */
export const tenancyConfigSchema = z.strictObject({ TenantIsolationMode: z.enum(['PER_TENANT']) });

const membersSchema = z.object({ ...configurationMembers, TenancyConfig: tenancyConfigSchema.optional() });

/** The members as a request gave them: only what was sent. */
export type ConfigurationMembers = z.output<typeof membersSchema>;
