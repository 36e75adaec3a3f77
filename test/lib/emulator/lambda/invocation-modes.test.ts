import { type CreateFunctionCommandInput, InvokeCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { startedEmulator } from '../../../support/started-emulator.ts';

const FunctionName = 'f';
const notModelled = { name: 'NotModelled', $metadata: { httpStatusCode: 501 } };

async function invokeOf(input: Partial<CreateFunctionCommandInput>) {
  const { create, lambda } = await startedEmulator();
  await create(input);
  return (members: { readonly Qualifier?: string; readonly TenantId?: string } = {}) =>
    lambda.send(new InvokeCommand({ FunctionName, ...members }));
}

describe('Invoke', () => {
  it('refuses a durable function without a qualifier, and does not model it with one', async () => {
    const invoke = await invokeOf({ DurableConfig: { ExecutionTimeout: 60 } });
    await expect(invoke()).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'You cannot invoke a durable function using an unqualified ARN.',
    });
    await expect(invoke({ Qualifier: '$LATEST' })).rejects.toMatchObject(notModelled);
  });

  it('refuses a function for tenants without one, and does not model it with one', async () => {
    const invoke = await invokeOf({ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } });
    await expect(invoke()).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
    });
    await expect(invoke({ TenantId: 'blue' })).rejects.toMatchObject(notModelled);
  });

  it('refuses a tenant where the function is not for tenants', async () => {
    const invoke = await invokeOf({});
    await expect(invoke({ TenantId: 'blue' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });

  it('does not model Managed Instances', async () => {
    const CapacityProviderArn = 'arn:aws:lambda:us-east-1:000000000000:capacity-provider:own';
    const invoke = await invokeOf({
      CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn } },
    });
    await expect(invoke()).rejects.toMatchObject(notModelled);
  });
});
