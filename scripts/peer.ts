/**
 * `npm run test:peer`: on MiniStack, an emulator that others wrote, the contract suite and the deployed stack,
 * each held against the table of what MiniStack is known to get wrong; and our emulator driven by a second SDK.
 * Needs Python 3.10 and pip. The last line is `N passed, N failed`; known deviations count as neither.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, type TestOutcome } from '../test/peer/compare.ts';
import { DEPLOYMENT_DEVIATIONS } from '../test/peer/deployment-deviations.ts';
import { DEVIATIONS } from '../test/peer/deviations.ts';
import { runDeployment } from './peer/deployment.ts';
import { startMiniStack } from './peer/ministack.ts';
import { PeerError } from './peer/peer-error.ts';
import { type Python, preparePython } from './peer/python.ts';
import { runSecondSdk } from './peer/second-sdk.ts';
import { failuresOf, summaryOf } from './peer/summary.ts';
import { runSuite } from './peer/vitest-suite.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const interruption = new AbortController();
// Every time: a second Ctrl-C must not keep the first from ending what was started.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interruption.abort());

try {
  process.exitCode = (await main(interruption.signal)) === 0 ? 0 : 1;
} catch (error) {
  process.exitCode = interruption.signal.aborted ? 130 : 1;
  if (interruption.signal.aborted) console.error('npm run test:peer: interrupted');
  else if (error instanceof PeerError) console.error(`npm run test:peer: ${error.message}`);
  else throw error;
}

/** @returns how many tests are not as they should be */
async function main(signal: AbortSignal): Promise<number> {
  console.log('Preparing Python with MiniStack and boto3 …');
  const python = await preparePython(
    join(root, 'node_modules/.cache/lambda-power-tuner/python'),
    join(root, 'test/peer/requirements.txt'),
    signal,
  );

  console.log('Running the contract suite against MiniStack …');
  const contract = compare(await outcomesOfContract(python, signal), DEVIATIONS);
  console.log(summaryOf('contract suite on MiniStack', contract));

  console.log('\nDeploying the stack to MiniStack and running it there …');
  const deployment = compare(await runDeployment(root, python, signal), DEPLOYMENT_DEVIATIONS);
  console.log(summaryOf('stack on MiniStack', deployment));

  console.log('\nDriving the emulator with boto3 …');
  const { checks, details } = await runSecondSdk(root, python, signal);
  for (const { title, passed } of checks) console.log(`${passed ? '✓' : '✗'} ${title}`);
  const wrong = checks.filter(({ passed }) => !passed).length;
  if (wrong > 0) console.log(details);

  const passed = contract.passed.length + deployment.passed.length + checks.length - wrong;
  const failed = failuresOf(contract) + failuresOf(deployment) + wrong;
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed;
}

async function outcomesOfContract(python: Python, signal: AbortSignal): Promise<TestOutcome[]> {
  const peer = await startMiniStack(python, signal);
  const variables = {
    POWER_TUNER_CONTRACT_BACKEND: 'peer',
    POWER_TUNER_CONTRACT_ENDPOINT: peer.endpoint,
  };
  try {
    return await runSuite(root, 'contract', variables, signal);
  } finally {
    await peer.stop();
  }
}
