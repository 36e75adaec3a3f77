import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetAccountSettingsCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { controlPlane, invoker } from '../../../../lib/aws/clients/lambda.ts';
import { logs } from '../../../../lib/aws/clients/logs.ts';
import { s3 } from '../../../../lib/aws/clients/s3.ts';
import { states } from '../../../../lib/aws/clients/states.ts';
import { tagging } from '../../../../lib/aws/clients/tagging.ts';
import { startedEmulator } from '../../../support/started-emulator.ts';

/** Sixteen attempts take most of a minute in AWS. */
const HURRIED = 0.01;

async function connected(timeScale = 1) {
  const { emulator } = await startedEmulator();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint, region } = emulator;
  return { emulator, connection: { endpoint, region, credentials, timeScale } };
}

const denied = { error: { name: 'AccessDeniedException', message: 'not authorized', status: 403 } };

describe('an error of a client', () => {
  it('names its action, and keeps its own name', async () => {
    const { emulator, connection } = await connected();
    const actions = [
      'GetAccountSettings',
      'DescribeExecution',
      'GetResources',
      'DescribeLogGroups',
      'GetObject',
      'Invoke',
    ];
    emulator.setFaults(actions.map((action) => ({ action, do: denied })));
    using invoking = invoker(connection, { concurrency: 1, timeoutMs: 60_000 });
    const calls = {
      GetAccountSettings: controlPlane(connection).send(new GetAccountSettingsCommand()),
      DescribeExecution: states(connection).send(new DescribeExecutionCommand({ executionArn: 'arn:any' })),
      GetResources: tagging(connection).send(new GetResourcesCommand()),
      DescribeLogGroups: logs(connection).send(new DescribeLogGroupsCommand()),
      GetObject: s3(connection).send(new GetObjectCommand({ Bucket: 'bucket', Key: 'key' })),
      Invoke: invoking.client.send(new InvokeCommand({ FunctionName: 'f' })),
    };
    const errors = await Promise.all(
      Object.values(calls).map((call) => call.catch(({ name, message }: Error) => ({ name, message }))),
    );
    expect(errors).toEqual(
      Object.keys(calls).map((action) => ({
        name: 'AccessDeniedException',
        message: `not authorized (${action})`,
      })),
    );
  });

  it('says how often the action was tried', async () => {
    const { emulator, connection } = await connected(HURRIED);
    const error = { name: 'TooManyRequestsException', message: 'Rate exceeded', status: 429 };
    emulator.setFaults([{ action: 'GetAccountSettings', do: { error } }]);
    await expect(controlPlane(connection).send(new GetAccountSettingsCommand())).rejects.toThrow(
      /^Rate exceeded \(GetAccountSettings, 16 attempts\)$/,
    );
  });

  it('names its action where no answer came', async () => {
    const { emulator, connection } = await connected(HURRIED);
    emulator.setFaults([{ action: 'GetAccountSettings', do: { drop: 'before' } }]);
    await expect(controlPlane(connection).send(new GetAccountSettingsCommand())).rejects.toThrow(
      /\(GetAccountSettings, 16 attempts\)$/,
    );
  });
});
