import { type CreateFunctionCommandInput, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { controlPlane } from '../../../lib/aws/clients/lambda.ts';
import { MeasuredFunction } from '../../../lib/aws/measured-function.ts';
import { probeName } from '../../../lib/aws/probe-name.ts';
import { planWith } from '../../support/plan.ts';
import { startedEmulator } from '../../support/started-emulator.ts';

const work = { architecture: 'x86_64', memoryMB: 128, samples: 5 } as const;
const denied = { error: { name: 'AccessDeniedException', message: 'not authorized', status: 403 } };

/** A probe on an emulator whose updates take `delays` of a second. */
async function probed(
  delays: number,
  assertWanted: () => Promise<void> = async () => undefined,
  { version, ...configuration }: Partial<CreateFunctionCommandInput> & { readonly version?: string } = {},
) {
  const { emulator, create } = await startedEmulator({ delays });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint, region } = emulator;
  const lambda = controlPlane({ endpoint, region, credentials, timeScale: 0.1 });
  const plan = planWith();
  const FunctionName = probeName(plan.probePrefix, work);
  await create({ ...configuration, FunctionName });
  const measuredWork = version === undefined ? work : { ...work, version };
  const measured = new MeasuredFunction(lambda, plan, measuredWork, assertWanted);
  return { emulator, lambda, FunctionName, measured };
}

describe('a function that is measured', () => {
  it('is not ready where it may not be read, and names the error, not what it is waiting for', async () => {
    const { emulator, FunctionName, measured } = await probed(3600);
    emulator.setFaults([{ action: 'GetFunction', do: denied }]);
    expect(await measured.ready(600)).toEqual({
      ready: false,
      reason: expect.stringContaining(
        `${FunctionName} did not become ready: it can't be read: AccessDeniedException: not authorized (GetFunction)`,
      ),
    });
  });

  it('is not ready when the time is over, and says what Lambda is still doing', async () => {
    const { FunctionName, measured } = await probed(3600);
    expect(await measured.ready(0)).toEqual({
      ready: false,
      reason: `${FunctionName} did not become ready: it was not done after 0 s: The function is being created.`,
    });
  });

  it('retires its environments though the answer was lost, and the update is then in progress', async () => {
    const { emulator, lambda, FunctionName, measured } = await probed(0.2);
    await measured.ready(60);
    emulator.setFaults([{ action: 'UpdateFunctionConfiguration', nth: 1, do: { drop: 'after' } }]);
    expect(await measured.retire(60)).toEqual({ ready: true });
    expect(emulator.calls().filter(({ status }) => status === 409)).toMatchObject([
      { action: 'UpdateFunctionConfiguration' },
    ]);
    const { Description } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(Description).toContain('refreshed at');
  });

  it('waits for versions of probes by GetFunction, which takes nothing of what deployments need', async () => {
    const { emulator, measured } = await probed(0.01, undefined, {
      Runtime: 'python3.13',
      SnapStart: { ApplyOn: 'PublishedVersions' },
      Publish: true,
      version: '1',
    });
    expect(await measured.ready(600)).toEqual({ ready: true });
    expect(await measured.retire(600)).toEqual({ ready: true });
    expect(measured.version).toBe('2');
    const looks = emulator.calls().map(({ action }) => action);
    expect(looks).toContain('GetFunction');
    expect(looks).not.toContain('GetFunctionConfiguration');
  });
});
