import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLine } from './command.ts';
import { PeerError } from './peer-error.ts';
import { endGroup, hasEnded } from './process-group.ts';
import type { Python } from './python.ts';

const ANSWERS_WITHIN_MS = 60_000;

/** MiniStack, answering. */
export interface MiniStack {
  readonly endpoint: string;
  /** Ends it, with the workers of its functions, and takes its files away. */
  stop(): Promise<void>;
}

export interface MiniStackOptions {
  /** Where its functions find the API; itself by default. */
  readonly endpointOfFunctions?: string;
}

/** Starts MiniStack on a free port of 127.0.0.1 and waits until it answers; `signal` ends the waiting. */
export async function startMiniStack(
  python: Python,
  signal: AbortSignal,
  options: MiniStackOptions = {},
): Promise<MiniStack> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'power-tuner-peer-'));
  const child = spawn(python.executable, ['-m', 'ministack'], {
    cwd: folder,
    // A process group of its own, so that its workers can be ended with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(port, folder, options),
  });
  const printed = collect(child);
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await endGroup(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answers(`${endpoint}/_ministack/ready`, child, printed, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}

/** Only what it needs: nothing of the caller's account or configuration. */
function environmentOf(
  port: number,
  folder: string,
  { endpointOfFunctions }: MiniStackOptions,
): NodeJS.ProcessEnv {
  return {
    // Its functions run on this very Node.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
    HOME: folder,
    TMPDIR: folder,
    PYTHONUNBUFFERED: '1',
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    LAMBDA_EXECUTOR: 'local',
    LAMBDA_STATE_TRANSITION_SECONDS: '0',
    // Listeners on ports of their own.
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    LOG_LEVEL: 'WARNING',
    ...(endpointOfFunctions === undefined ? {} : { AWS_ENDPOINT_URL: endpointOfFunctions }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new PeerError('found no free port');
  return address.port;
}

/** The end of what it printed. */
function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (more: string) => {
      text = (text + more).slice(-8192);
    });
  }
  // One that can't be started at all is seen by the one who waits for its answer.
  child.on('error', (error) => {
    text += error.message;
  });
  return () => text;
}

async function answers(
  url: string,
  child: ChildProcess,
  printed: () => string,
  signal: AbortSignal,
): Promise<void> {
  const giveUpMs = Date.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    signal.throwIfAborted();
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if (child.pid === undefined || hasEnded(child)) {
      throw new PeerError(`MiniStack ended before it answered: ${lastLine(printed())}`);
    }
    if (Date.now() > giveUpMs) {
      throw new PeerError(
        `MiniStack did not answer within ${ANSWERS_WITHIN_MS / 1000} s: ${lastLine(printed())}`,
      );
    }
    await sleep(100);
  }
}
