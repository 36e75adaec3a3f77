import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RunView } from '../../../lib/cli/live/run-view.ts';
import { attend } from '../../../lib/cli/run.ts';
import type { Terminal } from '../../../lib/cli/terminal.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { replayPackage, steady } from '../../support/replay.ts';

/** A terminal on which nothing can be shown. */
const gone = () => {
  throw new Error('no space left on device');
};
const terminal: Terminal = {
  outputStream: { write: gone } as unknown as NodeJS.WriteStream,
  errorStream: {} as NodeJS.WriteStream,
  environment: {},
  print: gone,
  error: () => undefined,
  onInterrupt: () => () => undefined,
};

describe('attend', () => {
  let pipeline: Pipeline;
  let executionArn: string;
  beforeAll(async () => {
    pipeline = await startPipeline();
    const MemorySize = 128;
    const lambdaARN = await pipeline.create('quick', replayPackage({ x86_64: [steady(128, 100)] }), {
      MemorySize,
    });
    ({ executionArn = '' } = await pipeline.run({ lambdaARN, powerValues: [MemorySize], num: 5 }));
  });
  afterAll(() => pipeline.stop());
  afterEach(() => pipeline.emulator.setFaults([]));

  /** @returns what the command would say */
  const said = async (here: boolean): Promise<string> => {
    const { connection, states: client } = pipeline;
    const started = { client, connection, executionArn, pollMs: 1, here };
    const showing = { view: new RunView(), terminal, options: { json: false } };
    try {
      return `ended with ${await attend(started, showing, () => undefined)}`;
    } catch (error) {
      return String(error);
    }
  };
  const deny = () =>
    pipeline.emulator.setFaults([
      {
        action: 'DescribeExecution',
        do: { error: { name: 'AccessDeniedException', message: 'not yours', status: 400 } },
      },
    ]);

  it('says of a run that has ended that its result is what could not be shown', async () => {
    expect(await said(false)).toBe(
      `RunFailed: the execution ${executionArn} has ended, but its result can't be shown: no space left on device. Show it again with: power-tuner watch ${executionArn}`,
    );
  });

  it('says how to go on watching a run that can not be followed any more', async () => {
    deny();
    expect(await said(false)).toMatch(
      /can't be followed: not yours \(DescribeExecution\)\. It takes states:DescribeExecution .* goes on by itself.* power-tuner watch arn:/,
    );
  });

  it('leads to no run that has ended with this command, as one on this machine has', async () => {
    expect(await said(true)).toMatch(/has ended, but its result can't be shown: no space left on device$/);
    deny();
    expect(await said(true)).toMatch(/can't be followed: not yours \(DescribeExecution\)$/);
  });
});
