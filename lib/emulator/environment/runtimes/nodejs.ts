/**
 * The Node.js runtime: the program that runs inside the process of a Node function. It loads the handler,
 * then asks Lambda's Runtime API for one event after another. It stands for AWS's own runtime of
 * nodejs22.x and nodejs24.x, and nothing of the emulator is loaded into it.
 */
import { writeSync } from 'node:fs';
import { RuntimeClient } from './nodejs/client.ts';
import { patchConsole } from './nodejs/console.ts';
import { fatalErrors } from './nodejs/fatal-errors.ts';
import { type Handler, loadHandler } from './nodejs/load-handler.ts';
import { runEvent } from './nodejs/run-event.ts';
import { awslambda } from './nodejs/streaming.ts';

const client = new RuntimeClient(process.env.AWS_LAMBDA_RUNTIME_API ?? '');
const log = patchConsole((text) => writeSync(1, text));
fatalErrors(client, log);
Object.assign(globalThis, { awslambda });

void run();

async function run(): Promise<void> {
  const handler = await load();
  for (;;) {
    const event = await client.next();
    log.requestId = event.requestId;
    await runEvent(handler, event, client, log);
  }
}

async function load(): Promise<Handler> {
  try {
    return await loadHandler(process.env.LAMBDA_TASK_ROOT ?? '', process.env._HANDLER ?? '');
  } catch (error) {
    log.error('Uncaught Exception ', error);
    await client.initError(error);
    process.exit(1);
  }
}
