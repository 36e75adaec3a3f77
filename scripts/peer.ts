/**
 * `npm run test:peer`: the contract suite against MiniStack, an emulator that others wrote, held against the
 * table of what it is known to get wrong; and our emulator driven by a second SDK. Needs Python 3.10 and pip.
 * The last line is `N passed, N failed`; known deviations count as neither.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, type TestOutcome } from '../test/peer/compare.ts';
import { DEVIATIONS } from '../test/peer/deviations.ts';
import { runContractSuite } from './peer/contract-suite.ts';
import { startMiniStack } from './peer/ministack.ts';
import { PeerError } from './peer/peer-error.ts';
import { type Python, preparePython } from './peer/python.ts';
import { runSecondSdk } from './peer/second-sdk.ts';
import { failuresOf, summaryOf } from './peer/summary.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());

try {
  process.exitCode = (await main(interruption.signal)) === 0 ? 0 : 1;
} catch (error) {
  process.exitCode = interruption.signal.aborted ? 130 : 1;
  if (error instanceof PeerError) console.error(`npm run test:peer: ${error.message}`);
  else if (!interruption.signal.aborted) throw error;
}

/** @returns how many tests are not as they should be */
async function main(signal: AbortSignal): Promise<number> {
  console.log('Preparing Python with MiniStack and boto3 …');
  const python = await preparePython(
    join(root, 'node_modules/.cache/lambda-power-tuner/python'),
    join(root, 'test/peer/requirements.txt'),
  );

  console.log('Running the contract suite against MiniStack …');
  const comparison = compare(await outcomesOnMiniStack(python, signal), DEVIATIONS);
  console.log(summaryOf(comparison));

  console.log('\nDriving the emulator with boto3 …');
  const { checks, details } = await runSecondSdk(root, python, signal);
  for (const { title, passed } of checks) console.log(`${passed ? '✓' : '✗'} ${title}`);
  const wrong = checks.filter(({ passed }) => !passed).length;
  if (wrong > 0) console.log(details);

  const failed = failuresOf(comparison) + wrong;
  console.log(`\n${comparison.passed.length + checks.length - wrong} passed, ${failed} failed`);
  return failed;
}

async function outcomesOnMiniStack(python: Python, signal: AbortSignal): Promise<TestOutcome[]> {
  const peer = await startMiniStack(python, signal);
  try {
    return await runContractSuite(root, peer.endpoint, signal);
  } finally {
    await peer.stop();
  }
}
