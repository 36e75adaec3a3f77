import { describe, expect, it } from 'vitest';
import { environmentOf } from '../support/emulated.ts';
import { answerOf, invocationOf } from '../support/spec.ts';

describe('what a function sees of the machine', () => {
  const SEEN = `
    export const handler = async () => ({ variables: process.env, folder: process.cwd(), module: import.meta.dirname });
  `;

  it('is Lambda’s environment variables and its own, and none of the caller’s', async () => {
    process.env.SECRET_OF_THE_CALLER = 'hidden';
    const environment = environmentOf(SEEN, {
      memoryMB: 640,
      version: '4',
      environment: { TABLE: 'orders', TZ: 'Europe/Rome' },
    });
    const { variables } = answerOf(await environment.invoke(invocationOf())) as {
      variables: Record<string, string>;
    };
    delete process.env.SECRET_OF_THE_CALLER;
    expect(variables).toMatchObject({
      TABLE: 'orders',
      TZ: 'Europe/Rome',
      _HANDLER: 'index.handler',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '640',
      AWS_LAMBDA_FUNCTION_VERSION: '4',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
      LANG: 'en_US.UTF-8',
    });
    // A shell that starts a process says where and as how deep a one.
    const FROM_A_SHELL = ['PWD', 'OLDPWD', 'SHLVL', '_'];
    const unexpected = Object.keys(variables).filter(
      (name) =>
        !/^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN_TRACE_ID$|(LANG|TZ|PATH|LD_LIBRARY_PATH|NODE_PATH|TABLE)$)/.test(
          name,
        ) && !FROM_A_SHELL.includes(name),
    );
    expect(unexpected).toEqual([]);
  });

  it('is its own folder', async () => {
    const { folder, module } = answerOf(await environmentOf(SEEN).invoke(invocationOf())) as {
      folder: string;
      module: string;
    };
    expect(folder).toBe(module);
  });
});
