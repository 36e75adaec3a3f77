import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import * as z from 'zod';
import { type Ended, run } from './command.ts';
import { PeerError } from './peer-error.ts';

const LIMIT_MS = 120_000;

/** Where the CDK CLI deploys to. */
export interface Place {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
}

/** The CDK CLI for one place, with folders of its own. */
export interface Cdk {
  bootstrap(): Promise<void>;
  /**
   * Synthesises an app and deploys its stack.
   * @param app the app's module, from the repository's root
   * @param context as `-c` takes it
   * @returns the stack's outputs
   */
  deploy(app: string, context: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  destroy(): Promise<void>;
  /** Takes its folders away. */
  remove(): Promise<void>;
}

/** Each method fails with what the CLI printed where it doesn't end with 0; `signal` ends it early. */
export async function createCdk(
  root: string,
  stack: string,
  place: Place,
  signal: AbortSignal,
): Promise<Cdk> {
  const folder = await mkdtemp(join(tmpdir(), 'power-tuner-cdk-'));
  const assembly = join(folder, 'cdk.out');
  const outputs = join(folder, 'outputs.json');
  const cli = (args: readonly string[], cwd: string) =>
    cdk(join(root, 'node_modules/aws-cdk/bin/cdk'), args, { cwd, env: environmentOf(place, folder) }, signal);
  return {
    // Outside of the app's folder nothing is synthesised for it.
    bootstrap: () => cli(['bootstrap', `aws://${place.accountId}/${place.region}`], folder),
    async deploy(app, context) {
      const given = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
      const folders = ['--output', assembly, '--outputs-file', outputs];
      const made = ['--app', `node ${app}`, ...given, ...folders];
      await cli(['deploy', stack, '--require-approval', 'never', ...made], root);
      return outputsOf(await readFile(outputs, 'utf8'), stack);
    },
    destroy: () => cli(['destroy', stack, '--force', '--app', assembly], folder),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function cdk(
  executable: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const ended = await run(process.execPath, [executable, ...args], {
    ...options,
    signal: AbortSignal.any([signal, limit]),
  }).catch((error: unknown) => {
    if (!limit.aborted) throw error;
    throw new PeerError(`cdk ${args[0]} did not end within ${LIMIT_MS / 1000} s`);
  });
  if (ended.code !== 0) throw new PeerError(`cdk ${args[0]} ended with ${ended.code}: ${saidBy(ended)}`);
}

/** The end of what it said, which is where it says why; not the way through the code to there. */
function saidBy({ stdout, stderr }: Ended): string {
  const lines = `${stdout}\n${stderr}`.trim().split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-8)
    .join('\n');
}

function outputsOf(text: string, stack: string): Readonly<Record<string, string>> {
  const outputs = z.record(z.string(), z.record(z.string(), z.string())).parse(JSON.parse(text))[stack];
  if (outputs === undefined) throw new PeerError(`cdk deploy wrote no outputs of ${stack}`);
  return outputs;
}

/** Only what it needs: nothing of the caller's account or configuration. */
function environmentOf({ endpoint, region }: Place, folder: string): NodeJS.ProcessEnv {
  return {
    // The app runs on this very Node.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
    HOME: folder,
    TMPDIR: folder,
    CI: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
