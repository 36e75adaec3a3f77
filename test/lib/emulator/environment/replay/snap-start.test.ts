import { InvokeCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { createEnvironments } from '../../../../../lib/emulator/environment/index.ts';
import { replayPackage } from '../../../../support/replay.ts';
import { startedEmulator } from '../../../../support/started-emulator.ts';
import { zipped } from '../../../../support/zipped.ts';

const POINT = {
  memoryMB: 128,
  durationsMs: [127.1],
  initMs: [2000],
  restoreMs: [400.25],
  billedRestoreMs: [26],
};

describe('a replayed function with SnapStart', () => {
  it('is restored in its versions and initialised in $LATEST, whatever its runtime', async () => {
    const { create, lambda } = await startedEmulator({ createEnvironment: createEnvironments().create });
    const ZipFile = zipped(replayPackage({ x86_64: [POINT] }));
    const SnapStart = { ApplyOn: 'PublishedVersions' } as const;
    await create({ Runtime: 'java21', Code: { ZipFile }, SnapStart });
    await lambda.send(new PublishVersionCommand({ FunctionName: 'f' }));
    const report = async (Qualifier?: string) => {
      const { LogResult = '' } = await lambda.send(
        new InvokeCommand({ FunctionName: 'f', Qualifier, LogType: 'Tail' }),
      );
      return Buffer.from(LogResult, 'base64').toString();
    };
    const restored = await report('1');
    expect(restored).toContain('\tBilled Duration: 154 ms\t');
    expect(restored).toContain('\tRestore Duration: 400.25 ms\tBilled Restore Duration: 26 ms\t');
    expect(restored).not.toContain('Init Duration');
    const initialised = await report();
    expect(initialised).toContain('\tBilled Duration: 2128 ms\t');
    expect(initialised).toContain('\tInit Duration: 2000.00 ms\t');
    expect(initialised).not.toContain('Restore Duration');
  });
});
