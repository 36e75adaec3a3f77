/**
 * `npm run demo`: what a user would type, for each of the three examples.
 * Ends with the first exit code that is not 0.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const EXAMPLES = ['examples/cpu-bound', 'examples/waits-on-http', 'examples/replayed-s3-put'];

const root = fileURLToPath(new URL('..', import.meta.url));
for (const example of EXAMPLES) {
  console.log(`\n$ power-tuner tune ${example}`);
  const { status } = spawnSync(process.execPath, ['bin/power-tuner.ts', 'tune', '--no-history', example], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
