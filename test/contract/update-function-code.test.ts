import {
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
  UpdateFunctionCodeCommand,
  type UpdateFunctionCodeCommandInput,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { zipped, zippedAgain } from '../support/zipped.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const update = (FunctionName: string, input: Partial<UpdateFunctionCodeCommandInput>) =>
  backend.lambda.send(new UpdateFunctionCodeCommand({ ...input, FunctionName }));
const configuration = (FunctionName: string) =>
  backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));

describe('UpdateFunctionCode', () => {
  it('replaces the code, and keeps the configuration and the architecture', async () => {
    const FunctionName = await backend.create({ MemorySize: 512, Architectures: ['arm64'] });
    const before = await configuration(FunctionName);
    await update(FunctionName, { ZipFile: zippedAgain() });
    const after = await configuration(FunctionName);
    expect(after).toMatchObject({
      MemorySize: 512,
      Architectures: ['arm64'],
      CodeSize: zippedAgain().length,
    });
    expect(after.CodeSha256).not.toBe(before.CodeSha256);
    expect(after.RevisionId).not.toBe(before.RevisionId);
  });

  it('changes the architecture with the same code', async () => {
    const FunctionName = await backend.create();
    await update(FunctionName, { ZipFile: zipped(), Architectures: ['arm64'] });
    expect((await configuration(FunctionName)).Architectures).toEqual(['arm64']);
  });

  it('publishes when asked to', async () => {
    const FunctionName = await backend.create();
    expect(await update(FunctionName, { ZipFile: zippedAgain(), Publish: true })).toMatchObject({
      Version: '1',
      FunctionArn: backend.arnOf(FunctionName, '1'),
    });
    const { Versions } = await backend.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
  });

  it('changes nothing in a dry run', async () => {
    const FunctionName = await backend.create();
    const { CodeSha256, RevisionId } = await configuration(FunctionName);
    const dry = await update(FunctionName, { ZipFile: zippedAgain(), DryRun: true });
    expect(dry.CodeSha256).not.toBe(CodeSha256);
    expect(await configuration(FunctionName)).toMatchObject({ CodeSha256, RevisionId });
  });

  it('refuses a container image for a function of a zip', async () => {
    const FunctionName = await backend.create();
    const ImageUri = `${backend.accountId}.dkr.ecr.${backend.region}.amazonaws.com/contract-nothing:1`;
    await expect(update(FunctionName, { ImageUri })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: "Please don't provide ImageUri when updating a function with packageType Zip.",
    });
  });

  it('refuses another revision', async () => {
    const FunctionName = await backend.create();
    const RevisionId = '00000000-0000-4000-8000-000000000000';
    await expect(update(FunctionName, { ZipFile: zipped(), RevisionId })).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      $metadata: { httpStatusCode: 412 },
    });
  });

  it('refuses an architecture without code', async () => {
    const FunctionName = await backend.create();
    await expect(update(FunctionName, { Architectures: ['arm64'] })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Please provide a source for function code.',
    });
  });
});
