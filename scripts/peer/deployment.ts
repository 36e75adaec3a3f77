import { deepStrictEqual } from 'node:assert/strict';
import { account } from '../../test/deployment/support/account.ts';
import {
  CONTEXT,
  type DeploymentFacts,
  PLACE,
  STACK,
  toVariable,
} from '../../test/deployment/support/facts.ts';
import type { TestOutcome } from '../../test/peer/compare.ts';
import { createCdk } from './cdk.ts';
import { startMiniStack } from './ministack.ts';
import type { Python } from './python.ts';
import { startRequestIds } from './request-ids.ts';
import { runSuite } from './vitest-suite.ts';

/** What is deployed: the stack, and what a test needs beside it. */
const APP = 'test/deployment/support/app.ts';

/** As the outcomes name what is seen here, beside the files of test/deployment. */
const FILE = 'stack';

/** What an account holds: names by kind. */
type Held = Readonly<Record<string, readonly string[]>>;

function withoutObjectsOf(bucket: string, held: Held): Held {
  const { objects = [] } = held;
  return { ...held, objects: objects.filter((name) => !name.startsWith(`${bucket}/`)) };
}

/**
 * Deploys the stack to MiniStack with the CDK CLI, runs test/deployment against it, and takes it away again;
 * `signal` ends it early. Nothing is left of it here, however it ends.
 * @returns how each step and each test ended; where the stack could not be deployed, only that
 */
export async function runDeployment(
  root: string,
  python: Python,
  signal: AbortSignal,
): Promise<readonly TestOutcome[]> {
  await using resources = new AsyncDisposableStack();
  const way = await startRequestIds();
  resources.defer(() => way.stop());
  const { endpoint, stop } = await startMiniStack(python, signal, { endpointOfFunctions: way.endpoint });
  resources.defer(stop);
  way.leadTo(endpoint);
  const cdk = await createCdk(root, STACK, { endpoint, ...PLACE }, signal);
  resources.defer(() => cdk.remove());

  const peer = { endpoint, python: python.executable };
  const inAccount = async () => (await account(peer, 'resources')) as Held;
  const outcomes: TestOutcome[] = [];
  const step = async <T>(title: string, action: () => Promise<T>): Promise<T | undefined> => {
    try {
      const result = await action();
      outcomes.push({ file: FILE, title, outcome: 'passed', message: '' });
      return result;
    } catch (error) {
      signal.throwIfAborted();
      outcomes.push({ file: FILE, title, outcome: 'failed', message: String(error) });
      return undefined;
    }
  };

  await step('is bootstrapped for by the CDK CLI', () => cdk.bootstrap());
  const before = await inAccount();
  const outputs = await step('is deployed by the CDK CLI', () => cdk.deploy(APP, CONTEXT));
  if (outputs === undefined) return outcomes;
  const deployed = await inAccount();
  const { StateMachineArn = '', ResultsBucket = '' } = outputs;
  const facts: DeploymentFacts = {
    ...peer,
    ...PLACE,
    stateMachineArn: StateMachineArn,
    resultsBucket: ResultsBucket,
  };
  outcomes.push(...(await runSuite(root, 'deployment', toVariable(facts), signal)));
  await step('has left nothing in the account after its runs but what it keeps of them', async () =>
    deepStrictEqual(withoutObjectsOf(ResultsBucket, await inAccount()), deployed),
  );
  await step('is destroyed by the CDK CLI', () => cdk.destroy());
  const { objects: kept } = await inAccount();
  await step('is deleted by its name, with all that it had', async () => {
    await account(peer, 'delete-stack', STACK);
    const { buckets = [], ...others } = withoutObjectsOf(ResultsBucket, await inAccount());
    deepStrictEqual({ ...others, buckets: buckets.filter((name) => name !== ResultsBucket) }, before);
  });
  await step('has left its results where they are', async () =>
    deepStrictEqual((await inAccount()).objects, kept),
  );
  return outcomes;
}
