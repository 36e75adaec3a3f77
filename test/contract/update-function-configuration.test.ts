import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';
import { LAYER_CONTENT, type Layers, layersOn } from '../support/layers.ts';

let backend: Backend;
let layers: Layers;
beforeAll(async () => {
  backend = await startBackend();
  layers = layersOn(backend);
});
afterAll(async () => {
  await layers.deleteAll();
  await backend.stop();
});

async function update(FunctionName: string, input: Partial<UpdateFunctionConfigurationCommandInput>) {
  await backend.lambda.send(new UpdateFunctionConfigurationCommand({ ...input, FunctionName }));
  await waitUntilFunctionUpdatedV2({ client: backend.lambda, maxWaitTime: 60 }, { FunctionName });
  return backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
}

describe('UpdateFunctionConfiguration', () => {
  it('changes what was given and nothing else, and the revision', async () => {
    const FunctionName = await backend.create({ Timeout: 7, Environment: { Variables: { KEPT: 'yes' } } });
    const before = await backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const after = await update(FunctionName, { MemorySize: 512 });
    expect(after).toMatchObject({
      MemorySize: 512,
      Timeout: 7,
      Environment: { Variables: { KEPT: 'yes' } },
      CodeSha256: before.CodeSha256,
    });
    expect(after.RevisionId).not.toBe(before.RevisionId);
  });

  it('replaces the environment as a whole', async () => {
    const FunctionName = await backend.create({ Environment: { Variables: { OLD: '1' } } });
    const replaced = await update(FunctionName, { Environment: { Variables: { NEW: '2' } } });
    expect(replaced.Environment?.Variables).toEqual({ NEW: '2' });
    const emptied = await update(FunctionName, { Environment: { Variables: {} } });
    expect(emptied.Environment?.Variables).toBeUndefined();
  });

  it('merges the logging configuration, and drops the levels with text logs', async () => {
    const FunctionName = await backend.create({ LoggingConfig: { LogGroup: 'shared' } });
    const json = await update(FunctionName, {
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'DEBUG' },
    });
    expect(json.LoggingConfig).toEqual({
      LogFormat: 'JSON',
      LogGroup: 'shared',
      ApplicationLogLevel: 'INFO',
      SystemLogLevel: 'DEBUG',
    });
    const text = await update(FunctionName, { LoggingConfig: { LogFormat: 'Text' } });
    expect(text.LoggingConfig).toEqual({ LogFormat: 'Text', LogGroup: 'shared' });
  });

  it('replaces the layers as a whole, in the order in which they are given', async () => {
    const [one, other] = [await layers.publish(), await layers.publish()];
    const arns = [other, one].flatMap(({ LayerVersionArn = [] }) => LayerVersionArn);
    const FunctionName = await backend.create({ Layers: arns.slice(1) });
    const replaced = await update(FunctionName, { Layers: arns });
    expect(replaced.Layers).toMatchObject(arns.map((Arn) => ({ Arn, CodeSize: LAYER_CONTENT.length })));
    const emptied = await update(FunctionName, { Layers: [] });
    expect(emptied.Layers).toBeUndefined();
  });

  it('refuses a layer that is not there', async () => {
    const FunctionName = await backend.create();
    const { LayerArn } = await layers.publish();
    const missing = `${LayerArn}:7`;
    await expect(update(FunctionName, { Layers: [missing] })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `Layer version ${missing} does not exist.`,
    });
  });

  it('refuses two versions of one layer, and more than five layers', async () => {
    const FunctionName = await backend.create();
    const first = await layers.publish();
    const second = await layers.publish({ LayerName: first.LayerArn });
    const both = [first, second].flatMap(({ LayerVersionArn = [] }) => LayerVersionArn);
    await expect(update(FunctionName, { Layers: both })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `Two different versions of the same layer are not allowed to be referenced in the same function. ${both[0]} and ${both[1]} are versions of the same layer.`,
    });
    const six = (await Promise.all([1, 2, 3, 4, 5, 6].map(() => layers.publish()))).flatMap(
      ({ LayerVersionArn = [] }) => LayerVersionArn,
    );
    await expect(update(FunctionName, { Layers: six })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Cannot reference more than 5 layers.',
    });
  });

  it('takes the current revision as a guard', async () => {
    const FunctionName = await backend.create();
    const { RevisionId } = await backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const updated = await update(FunctionName, { RevisionId, Description: 'guarded' });
    expect(updated.Description).toBe('guarded');
  });

  it('refuses another revision, and changes nothing', async () => {
    const FunctionName = await backend.create();
    const stale = '00000000-0000-4000-8000-000000000000';
    await expect(update(FunctionName, { RevisionId: stale, MemorySize: 512 })).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      message: expect.stringContaining('The Revision Id provided does not match the latest Revision Id.'),
      $metadata: { httpStatusCode: 412 },
    });
    const { MemorySize } = await backend.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(MemorySize).toBe(128);
  });

  it('refuses sizes out of range', async () => {
    const FunctionName = await backend.create();
    await expect(update(FunctionName, { MemorySize: 127 })).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '127' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    });
  });

  it('refuses a function that is not there', async () => {
    await expect(update('nothing-here', { MemorySize: 512 })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${backend.arnOf('nothing-here')}`,
    });
  });
});
