import { CreateFunctionCommand, GetFunctionCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { controlPlane } from '../../../../lib/aws/clients/lambda.ts';
import { downloadCode } from '../../../../lib/aws/code/download.ts';
import type { Fault } from '../../../../lib/emulator/emulator.ts';
import { ECHO, startedEmulator } from '../../../support/started-emulator.ts';
import { zipped } from '../../../support/zipped.ts';

/** The longest pauses, and what is waited for an answer, are a hundredth of AWS's. */
const TIME_SCALE = 0.01;

/** A link to a function's package, with what goes wrong with it. */
async function linked(faults: readonly Omit<Fault, 'action'>[]) {
  const { emulator } = await startedEmulator();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint, region } = emulator;
  const lambda = controlPlane({ endpoint, region, credentials, timeScale: TIME_SCALE });
  await lambda.send(new CreateFunctionCommand(ECHO));
  const { Code, Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'f' }));
  emulator.setFaults(faults.map((fault) => ({ action: 'DownloadCode', ...fault })));
  return {
    attempts: () => emulator.calls().filter(({ action }) => action === 'DownloadCode').length,
    download: (codeSha256 = Configuration?.CodeSha256 ?? '') =>
      downloadCode(lambda, Code?.Location ?? '', codeSha256, 'the code of f'),
  };
}

const slowDown = { error: { name: 'SlowDown', message: 'Please reduce your request rate.', status: 503 } };
const denied = { error: { name: 'AccessDenied', message: 'Access Denied', status: 403 } };
const broken = { error: { name: 'InternalError', message: 'We are sorry.', status: 500 } };

describe('downloadCode', () => {
  it.each<[string, readonly Omit<Fault, 'action'>[]]>([
    ['nothing', []],
    ['half a minute of throttling', [{ forMs: 30_000 * TIME_SCALE, do: slowDown }]],
    ['an error of S3', [{ nth: 1, do: broken }]],
    ['a connection that is dropped', [{ nth: 1, do: { drop: 'after' } }]],
    ['an answer that never comes', [{ nth: 1, do: { noAnswer: true } }]],
  ])('gets the package after %s', async (_what, faults) => {
    const { download } = await linked(faults);
    expect(Buffer.from(await download())).toEqual(Buffer.from(zipped()));
  });

  it('fails at once where it may not be read, and says whose code, what S3 said and what to do', async () => {
    const { attempts, download } = await linked([{ do: denied }]);
    await expect(download()).rejects.toMatchObject({
      name: 'TargetNotTunable',
      message: expect.stringMatching(
        /^the code of f can't be downloaded: S3 answered with status 403: AccessDenied\. Start the execution again/,
      ),
    });
    expect(attempts()).toBe(1);
  });

  it('fails where S3 stays broken, and says how often it was tried', async () => {
    const { attempts, download } = await linked([{ do: broken }]);
    await expect(download()).rejects.toThrow('S3 answered with status 500: InternalError, 16 attempts');
    expect(attempts()).toBe(16);
  });

  it('refuses a package that is not the one that was planned with', async () => {
    const { download } = await linked([]);
    await expect(download('another')).rejects.toMatchObject({
      name: 'TargetChanged',
      message: expect.stringContaining('planned with another'),
    });
  });
});
