import { join } from 'node:path';
import { startPipeline } from '../../test/support/pipeline.ts';
import { run } from './command.ts';
import type { Python } from './python.ts';

/** One thing that the second SDK did with the emulator. */
export interface Check {
  readonly title: string;
  readonly passed: boolean;
}

export interface SecondSdk {
  readonly checks: readonly Check[];
  /** What went wrong, in Python's words; empty where nothing did. */
  readonly details: string;
}

/** Drives our emulator, with real processes and the real state machine, through boto3; `signal` ends it early. */
export async function runSecondSdk(root: string, python: Python, signal: AbortSignal): Promise<SecondSdk> {
  const pipeline = await startPipeline();
  try {
    const ended = await run(python.executable, [join(root, 'test/peer/second_sdk.py')], {
      cwd: root,
      signal,
      env: {
        PATH: process.env.PATH,
        PYTHONDONTWRITEBYTECODE: '1',
        POWER_TUNER_ENDPOINT: pipeline.connection.endpoint,
        POWER_TUNER_STATE_MACHINE: pipeline.stateMachineArn,
      },
    });
    const checks = [...ended.stdout.matchAll(/^(ok|not ok) - (.+)$/gm)].map(([, word, title = '']) => ({
      title,
      passed: word === 'ok',
    }));
    const allSaid = ended.code === 0 ? checks.length > 0 : checks.some(({ passed }) => !passed);
    return {
      checks: allSaid ? checks : [...checks, { title: `ends with ${ended.code}`, passed: false }],
      details: ended.stderr.trim(),
    };
  } finally {
    await pipeline.stop();
  }
}
