import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListFunctionsCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { echoEnvironments } from '../../../support/echo-environment.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';
import { zippedAgain } from '../../../support/zipped.ts';

const FunctionName = 'f';
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/closed';
const SECRET = 's3cret';
const SEALED = {
  Error: {
    ErrorCode: 'AccessDeniedException',
    Message: expect.stringContaining(`kms:Decrypt on resource: ${KEY}`),
  },
};

async function start() {
  const environments = echoEnvironments();
  const started = await startedEmulator({
    undecryptableKeys: [KEY],
    createEnvironment: environments.create,
  });
  const create = (KMSKeyArn?: string) =>
    started.create({ KMSKeyArn, Environment: { Variables: { SECRET } } });
  return { ...started, environments, create };
}

describe('an environment that the caller may not decrypt', () => {
  it('is an error, without a variable, in every answer that describes the function', async () => {
    const { create, lambda } = await start();
    const answers = [
      await create(KEY),
      await lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
      (await lambda.send(new GetFunctionCommand({ FunctionName }))).Configuration,
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256 })),
      await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zippedAgain() })),
      await lambda.send(new PublishVersionCommand({ FunctionName })),
      (await lambda.send(new ListFunctionsCommand())).Functions?.[0],
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ KMSKeyArn: KEY });
      expect(answer).toHaveProperty('Environment', SEALED);
      expect(JSON.stringify(answer)).not.toContain(SECRET);
    }
  });

  it('is what the function runs with all the same: its own role may decrypt it', async () => {
    const { create, lambda, environments } = await start();
    await create(KEY);
    await lambda.send(new InvokeCommand({ FunctionName }));
    expect(environments.started).toEqual([expect.objectContaining({ environment: { SECRET } })]);
  });

  it('is read again once the function has another key', async () => {
    const { create, lambda } = await start();
    await create(KEY);
    const KMSKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/open';
    const updated = await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, KMSKeyArn }));
    expect(updated.Environment).toEqual({ Variables: { SECRET } });
  });

  it('is nothing where there are no variables', async () => {
    const { lambda, create } = await start();
    await create(KEY);
    const updated = await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: {} }),
    );
    expect(updated).not.toHaveProperty('Environment');
  });
});
