import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  GetFunctionCommand,
} from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { zipped } from '../support/zipped.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

/** Sends a function that echoes, changed by what is given. */
const send = (input: Partial<CreateFunctionCommandInput> = {}) =>
  backend.lambda.send(new CreateFunctionCommand({ ...backend.echo(), ...input }));
const refusal = (name: string, message: string, status = 400) => ({
  name,
  message,
  $metadata: { httpStatusCode: status },
});
const invalid = (violation: string) =>
  refusal('ValidationException', `1 validation error detected: ${violation}`);

describe('CreateFunction', () => {
  it('answers with the configuration, and with the defaults of what was not given', async () => {
    const input = backend.echo();
    const created = await send(input);
    expect(created).toMatchObject({
      FunctionName: input.FunctionName,
      FunctionArn: backend.arnOf(input.FunctionName),
      Version: '$LATEST',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: backend.roleArn,
      Description: '',
      MemorySize: 128,
      Timeout: 3,
      Architectures: ['x86_64'],
      EphemeralStorage: { Size: 512 },
      PackageType: 'Zip',
      TracingConfig: { Mode: 'PassThrough' },
      LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${input.FunctionName}` },
      CodeSize: zipped().length,
      $metadata: { httpStatusCode: 201 },
    });
    expect(created.CodeSha256).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(created.RevisionId).toMatch(/^[0-9a-f-]{36}$/);
    expect(created.LastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    expect(created.Environment).toBeUndefined();
  });

  it('keeps all that was given', async () => {
    const given = {
      Description: 'echoes',
      MemorySize: 1769,
      Timeout: 30,
      Architectures: ['arm64' as const],
      Environment: { Variables: { GREETING: 'hello', EMPTY: '' } },
      EphemeralStorage: { Size: 1024 },
      TracingConfig: { Mode: 'Active' as const },
      LoggingConfig: { LogFormat: 'JSON' as const, SystemLogLevel: 'WARN' as const, LogGroup: 'shared' },
    };
    expect(await send(given)).toMatchObject(given);
  });

  it('logs from INFO on where JSON logs were given without a level', async () => {
    const { LoggingConfig } = await send({ LoggingConfig: { LogFormat: 'JSON' } });
    expect(LoggingConfig).toMatchObject({ ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' });
  });

  it('keeps what makes it durable, and for tenants', async () => {
    const durable = { DurableConfig: { ExecutionTimeout: 60, RetentionPeriodInDays: 1 } };
    expect(await send(durable)).toMatchObject(durable);
    const tenancy = { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' as const } };
    expect(await send(tenancy)).toMatchObject(tenancy);
  });

  it('keeps SnapStart, which is never on for $LATEST', async () => {
    const created = await send({ Runtime: 'python3.13', SnapStart: { ApplyOn: 'PublishedVersions' } });
    expect(created.SnapStart).toEqual({ ApplyOn: 'PublishedVersions', OptimizationStatus: 'Off' });
  });

  it('refuses SnapStart for a runtime that does not have it', async () => {
    await expect(send({ SnapStart: { ApplyOn: 'PublishedVersions' } })).rejects.toMatchObject(
      refusal(
        'InvalidParameterValueException',
        'nodejs24.x is not supported for SnapStart enabled functions.',
      ),
    );
  });

  it('takes code from S3', async () => {
    const object = { Bucket: backend.bucket, Key: 'packages/echo.zip' };
    await backend.s3.send(new PutObjectCommand({ ...object, Body: zipped() }));
    const inline = await send();
    const created = await send({ Code: { S3Bucket: object.Bucket, S3Key: object.Key } });
    expect(created.CodeSha256).toBe(inline.CodeSha256);
  });

  it('publishes the first version when asked to', async () => {
    const input = backend.echo();
    expect(await send({ ...input, Publish: true })).toMatchObject({
      Version: '1',
      FunctionArn: backend.arnOf(input.FunctionName),
    });
  });

  it('takes an ARN as the name', async () => {
    const { FunctionName } = backend.echo();
    expect(await send({ FunctionName: backend.arnOf(FunctionName) })).toMatchObject({ FunctionName });
  });

  it('stores the tags with the function', async () => {
    const { FunctionName } = backend.echo();
    await send({ FunctionName, Tags: { team: 'größe', 'power-tuner:execution': 'a:b/c' } });
    const { Tags } = await backend.lambda.send(new GetFunctionCommand({ FunctionName }));
    expect(Tags).toEqual({ team: 'größe', 'power-tuner:execution': 'a:b/c' });
  });

  it('refuses a name that is taken', async () => {
    const FunctionName = await backend.create();
    await expect(send({ FunctionName })).rejects.toMatchObject(
      refusal('ResourceConflictException', `Function already exist: ${FunctionName}`, 409),
    );
  });

  it('refuses one of two creations of one name at once', async () => {
    const { FunctionName } = backend.echo();
    const outcomes = await Promise.allSettled([send({ FunctionName }), send({ FunctionName })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    [
      { MemorySize: 64 },
      "Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    ],
    [
      { MemorySize: 40_000 },
      "Value '40000' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to 32768",
    ],
    [
      { Timeout: 0 },
      "Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { Timeout: 901 },
      "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    [
      { EphemeralStorage: { Size: 511 } },
      "Value '511' at 'ephemeralStorage.size' failed to satisfy constraint: Member must have value greater than or equal to 512",
    ],
    [
      { EphemeralStorage: { Size: 10_241 } },
      "Value '10241' at 'ephemeralStorage.size' failed to satisfy constraint: Member must have value less than or equal to 10240",
    ],
    [
      { Role: 'me' },
      "Value 'me' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
    ],
    [{ Role: undefined }, "Value null at 'role' failed to satisfy constraint: Member must not be null"],
    [
      { Architectures: ['x86_64' as const, 'arm64' as const] },
      "Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
    ],
  ])('refuses %o', async (input, violation) => {
    await expect(send(input)).rejects.toMatchObject(invalid(violation));
  });

  it('refuses all that is wrong at once', async () => {
    await expect(send({ MemorySize: 1, Timeout: 1000 })).rejects.toMatchObject({
      name: 'ValidationException',
      // In no order that AWS promises.
      message: expect.stringMatching(/^2 validation errors detected: (?=.*'timeout')(?=.*'memorySize').*; /),
    });
  });

  it('refuses more memory than Lambda has', async () => {
    await expect(send({ MemorySize: 10_241 })).rejects.toMatchObject(
      refusal(
        'ValidationException',
        "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
      ),
    );
  });

  it('refuses a name with other characters, or longer than 64', async () => {
    await expect(send({ FunctionName: 'a b' })).rejects.toThrow(
      /'functionName' failed to satisfy constraint/,
    );
    await expect(send({ FunctionName: 'a'.repeat(65) })).rejects.toThrow(/less than or equal to 64/);
  });

  it('refuses a zip without handler or runtime', async () => {
    const sentence =
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.';
    const error = refusal('InvalidParameterValueException', sentence);
    await expect(send({ Handler: undefined })).rejects.toMatchObject(error);
    await expect(send({ Runtime: undefined })).rejects.toMatchObject(error);
  });

  it('refuses a runtime that is deprecated', async () => {
    await expect(send({ Runtime: 'nodejs16.x' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(
        'The runtime parameter of nodejs16.x is no longer supported for creating or updating AWS Lambda functions',
      ),
    });
  });

  it('refuses a runtime that never was', async () => {
    const Runtime = 'cobol' as CreateFunctionCommandInput['Runtime'];
    await expect(send({ Runtime })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(
        /^Value cobol at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[/,
      ),
    });
  });

  it('refuses code that is not a zip', async () => {
    await expect(send({ Code: { ZipFile: new TextEncoder().encode('not a zip') } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(
        'Could not unzip uploaded file. Please check your file, then try to upload again.',
      ),
    });
  });

  it('refuses no code, and an object that is not there', async () => {
    await expect(send({ Code: {} })).rejects.toMatchObject(
      refusal('InvalidParameterValueException', 'Please provide a source for function code.'),
    );
    const missing = { S3Bucket: backend.bucket, S3Key: 'nothing.zip' };
    await expect(send({ Code: missing })).rejects.toThrow(/S3 Error Code: NoSuch(Key|Bucket)/);
  });

  it('refuses a container image with runtime, handler or layers, and one that is not there', async () => {
    const ImageUri = `${backend.accountId}.dkr.ecr.${backend.region}.amazonaws.com/contract-nothing:1`;
    const { Handler, Runtime, ...image } = {
      ...backend.echo(),
      PackageType: 'Image' as const,
      Code: { ImageUri },
    };
    await expect(
      backend.lambda.send(new CreateFunctionCommand({ ...image, Handler, Runtime })),
    ).rejects.toMatchObject(
      refusal(
        'InvalidParameterValueException',
        "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
      ),
    );
    await expect(backend.lambda.send(new CreateFunctionCommand(image))).rejects.toMatchObject(
      refusal(
        'InvalidParameterValueException',
        `Source image ${ImageUri} does not exist. Provide a valid source image.`,
      ),
    );
  });

  it('refuses an environment over 4 KB, without repeating it', async () => {
    const secret = 's3cret'.repeat(700);
    const refused = await send({ Environment: { Variables: { SECRET: secret } } }).catch((error) => error);
    expect(refused).toMatchObject({ name: 'InvalidParameterValueException' });
    expect(refused.message).toContain('exceeded the 4KB limit');
  });

  it("refuses variables that are Lambda's own", async () => {
    await expect(send({ Environment: { Variables: { AWS_REGION: 'x' } } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('Reserved keys used in this request: AWS_REGION'),
    });
  });

  it('refuses log levels with text logs', async () => {
    const LoggingConfig = { LogFormat: 'Text' as const, SystemLogLevel: 'INFO' as const };
    await expect(send({ LoggingConfig })).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  it.each([
    [{ 'aws:owner': 'x' }],
    [{ price: '5$' }],
    [Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, '']))],
  ])('refuses the tags %o, and creates nothing', async (Tags) => {
    const { FunctionName } = backend.echo();
    await expect(send({ FunctionName, Tags })).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    await expect(backend.lambda.send(new GetFunctionCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
