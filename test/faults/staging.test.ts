import { describe, expect, it, type TestContext } from 'vitest';
import { s3 } from '../../lib/aws/clients/s3.ts';
import { deleteObject, stageCode, stagedKeys } from '../../lib/aws/code/staging.ts';
import { startEmulator } from '../../lib/emulator/emulator.ts';
import { echoEnvironments } from '../support/echo-environment.ts';
import { chosen } from './support/choose.ts';
import { FAULT_KINDS } from './support/fault-kinds.ts';
import { faultRun } from './support/fault-run.ts';
import { TIME_SCALE } from './support/time-scale.ts';

const TITLE = 'a staged package of which one call goes wrong';
const BUCKET = 'staging';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:power-tuner:one';
const PACKAGE = { code: new TextEncoder().encode('a zip of 60 MB'), codeSha256: 'c29tZSBjb2Rl' };
const ACTIONS = ['PutObject', 'ListObjectsV2', 'DeleteObject'];

/** Packages of over 50 MB take seconds each in a whole run: here it is their calls alone, with a small one. */
const cases = ACTIONS.flatMap((action) =>
  FAULT_KINDS.map((kind) => ({ service: 's3', action, nth: 1, kind }) as const),
);

/** An emulator of its own for each. */
async function started({ onTestFinished }: TestContext) {
  const emulator = await startEmulator({ createEnvironment: echoEnvironments().create, buckets: [BUCKET] });
  onTestFinished(() => emulator.stop());
  const { endpoint, region } = emulator;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { emulator, client: s3({ endpoint, region, credentials, timeScale: TIME_SCALE }) };
}

describe.concurrent(TITLE, () => {
  it.for(chosen(cases, TITLE).map((one) => [`${one.action} ${one.kind.name}`, one] as const))(
    'is gone in the end, or the error says what failed: %s',
    async ([, one], context) => {
      const counted = faultRun(context, `a staged package: ${one.kind.name}`);
      const { emulator, client } = await started(context);
      const clean = async () => {
        for (const key of await stagedKeys(client, BUCKET, EXECUTION))
          await deleteObject(client, BUCKET, key);
        return await stagedKeys(client, BUCKET);
      };
      emulator.setFaults([one.kind.fault(one)]);
      const failure = await stageCode(client, BUCKET, EXECUTION, PACKAGE)
        .then(clean)
        .then(
          () => undefined,
          (error: Error) => error,
        );
      emulator.setFaults([]);
      const left = await clean();
      counted.leftovers = left.length;
      expect(emulator.calls().some(({ fault }) => fault !== undefined)).toBe(true);
      expect(left).toEqual([]);
      if (one.kind.passes) expect(failure).toBeUndefined();
      else expect(failure?.message).toContain(`(${one.action}`);
    },
  );
});
