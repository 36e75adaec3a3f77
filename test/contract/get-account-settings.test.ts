import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

describe('GetAccountSettings', () => {
  it('gives the limits, and how much is used', async () => {
    await backend.create();
    const { AccountLimit, AccountUsage } = await backend.lambda.send(new GetAccountSettingsCommand());
    expect(AccountLimit).toMatchObject({ CodeSizeZipped: 52_428_800, CodeSizeUnzipped: 262_144_000 });
    expect(AccountLimit?.UnreservedConcurrentExecutions).toBeGreaterThan(0);
    expect(AccountUsage?.FunctionCount).toBeGreaterThanOrEqual(1);
  });
});
