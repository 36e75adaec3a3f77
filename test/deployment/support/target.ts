import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  type LambdaClient,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { onTestFinished } from 'vitest';
import { zipped } from '../../support/zipped.ts';
import { PLACE } from './facts.ts';

const REPORTING = readFileSync(join(import.meta.dirname, 'reporting-function.mjs'), 'utf8');

/** What reporting-function.mjs says of itself. */
export interface Says {
  readonly initMs: number;
  /** Of its invocations one after the other, and then again, by architecture and memory size. */
  readonly durationsMs: Readonly<Record<string, Readonly<Record<number, readonly number[]>>>>;
  /** Every invocation at this size is an error. */
  readonly failsAtMB?: number;
  /** Every invocation is an error, after which the peer starts the function anew. */
  readonly endsEachTime?: boolean;
}

/** Creates a function that says this of itself; it goes when the test is over. */
export async function createTarget(
  lambda: LambdaClient,
  FunctionName: string,
  says: Says,
  more: Partial<CreateFunctionCommandInput> = {},
): Promise<void> {
  onTestFinished(async () => {
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
  });
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${PLACE.accountId}:role/target`,
      MemorySize: 512,
      Timeout: 30,
      Architectures: ['x86_64'],
      Code: { ZipFile: zipped({ 'index.mjs': REPORTING }) },
      Environment: { Variables: { SAYS: JSON.stringify(says) } },
      Tags: { team: 'orders' },
      // Into a group of the stack: its own would be left when it is gone.
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/power-tuner/power-tuner/probes' },
      ...more,
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
}

/** Everything of a function that tuning must not change. */
export async function stateOf(lambda: LambdaClient, FunctionName: string) {
  const [{ Configuration, Tags, Concurrency }, { Versions }, { Aliases }] = await Promise.all([
    lambda.send(new GetFunctionCommand({ FunctionName })),
    lambda.send(new ListVersionsByFunctionCommand({ FunctionName })),
    lambda.send(new ListAliasesCommand({ FunctionName })),
  ]);
  return { Configuration, Tags, Concurrency, Versions, Aliases };
}
