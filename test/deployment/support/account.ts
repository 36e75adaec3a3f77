import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environmentFor } from './facts.ts';

const SCRIPT = join(import.meta.dirname, '../../peer/account.py');

/**
 * Runs one of the commands of test/peer/account.py.
 * @param python one that has boto3
 * @returns what it printed
 */
export async function account(
  { python, endpoint }: { readonly python: string; readonly endpoint: string },
  command: 'resources' | 'template' | 'delete-stack' | 'put-event' | 'messages',
  ...args: readonly string[]
): Promise<unknown> {
  const { stdout } = await promisify(execFile)(python, [SCRIPT, command, ...args], {
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1', ...environmentFor(endpoint) },
  });
  return JSON.parse(stdout);
}
