/** Runs a handler that never ends, in a process of its own that a test kills. Prints the handler's process id. */
import { createEnvironments } from '../../../../../lib/emulator/environment/index.ts';
import { invocationOf, specOf } from './spec.ts';

const [codeDir = '', cpu = 'auto'] = process.argv.slice(2);
const { create } = createEnvironments({ cpu: cpu === 'auto' ? cpu : 'stop-and-continue' });
const environment = create(specOf({ codeDir, memoryMB: 256, timeoutSeconds: 60 }));
const { payload } = await environment.invoke(invocationOf({}));
process.stdout.write(`${Buffer.from(payload).toString()}\n`);
await environment.invoke(invocationOf({ spin: true }));
