/**
 * Runs a handler in a process of its own that a test kills. Prints the handler's process id once it is
 * frozen, and then, unless it is to stay idle, lets it run without end.
 */
import { createEnvironments } from '../../../../../lib/emulator/environment/index.ts';
import { invocationOf, specOf } from './spec.ts';

const [codeDir = '', cpu = 'auto', busy = 'busy'] = process.argv.slice(2);
const { create } = createEnvironments({ cpu: cpu === 'auto' ? cpu : 'stop-and-continue' });
const environment = create(specOf({ codeDir, memoryMB: 256, timeoutSeconds: 60 }));
const { payload } = await environment.invoke(invocationOf({}));
process.stdout.write(`${Buffer.from(payload).toString()}\n`);
if (busy === 'busy') {
  await environment.invoke(invocationOf({ spin: true }));
} else {
  setInterval(() => {}, 1000);
}
