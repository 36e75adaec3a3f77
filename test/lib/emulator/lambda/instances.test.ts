import { describe, expect, it } from 'vitest';
import type { FunctionSpec, Outcome } from '../../../../lib/emulator/environment/execution-environment.ts';
import { createInstances } from '../../../../lib/emulator/lambda/instances.ts';
import { type Echo, echoEnvironments } from '../../../support/echo-environment.ts';

const spec: FunctionSpec = {
  functionName: 'f',
  version: '$LATEST',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
  region: 'us-east-1',
  accountId: '000000000000',
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  architecture: 'x86_64',
  memoryMB: 128,
  timeoutSeconds: 3,
  ephemeralStorageMB: 512,
  environment: {},
  logGroup: '/aws/lambda/f',
  codeDir: '/nowhere',
  layerDirs: [],
};
const invocation = (event: unknown = {}) => ({
  requestId: 'r',
  payload: Buffer.from(JSON.stringify(event)),
  invokedFunctionArn: spec.functionArn,
});
/** Which environment answered, by number. */
const environmentOf = ({ payload }: Outcome): number => {
  const echo: Echo = JSON.parse(Buffer.from(payload).toString());
  return echo.environment;
};

describe('createInstances', () => {
  it('uses a warm environment again', async () => {
    const environments = echoEnvironments();
    const instances = createInstances(environments.create);
    const outcomes = [
      await instances.invoke('d', spec, invocation()),
      await instances.invoke('d', spec, invocation()),
    ];
    expect(outcomes.map(environmentOf)).toEqual([1, 1]);
    expect(outcomes.map(({ report }) => report.initDurationMs)).toEqual([100.25, undefined]);
  });

  it('starts an environment for each invocation of a burst', async () => {
    const environments = echoEnvironments();
    const instances = createInstances(environments.create);
    const burst = await Promise.all([1, 2, 3].map(() => instances.invoke('d', spec, invocation())));
    expect(burst.map(environmentOf)).toEqual([1, 2, 3]);
    expect(burst.every(({ report }) => report.initDurationMs !== undefined)).toBe(true);
  });

  it('keeps deployments apart', async () => {
    const instances = createInstances(echoEnvironments().create);
    const outcomes = [
      await instances.invoke('d', spec, invocation()),
      await instances.invoke('e', spec, invocation()),
    ];
    expect(outcomes.map(environmentOf)).toEqual([1, 2]);
  });

  it('stops an environment that died, and starts another one', async () => {
    const environments = echoEnvironments();
    const instances = createInstances(environments.create);
    await instances.invoke('d', spec, invocation({ die: true }));
    expect(environments.stopped).toEqual([1]);
    expect(environmentOf(await instances.invoke('d', spec, invocation()))).toBe(2);
  });

  it('stops idle environments of a retired deployment at once, busy ones when they are done', async () => {
    const released = Promise.withResolvers<void>();
    const environments = echoEnvironments(released.promise);
    const instances = createInstances(environments.create);
    const busy = instances.invoke('d', spec, invocation({ wait: true }));
    await instances.invoke('d', spec, invocation());
    instances.retire('d');
    expect(environments.stopped).toEqual([2]);
    released.resolve();
    expect(environmentOf(await busy)).toBe(1);
    expect(environments.stopped).toEqual([2, 1]);
  });

  it('stops an environment whose invocation throws', async () => {
    const environments = echoEnvironments();
    const instances = createInstances(environments.create);
    const broken = { ...invocation(), payload: Buffer.from('not JSON') };
    await expect(instances.invoke('d', spec, broken)).rejects.toThrow(SyntaxError);
    expect(environments.stopped).toEqual([1]);
  });

  it('stops all at the end, busy ones too, each once, and starts no more', async () => {
    const released = Promise.withResolvers<void>();
    const environments = echoEnvironments(released.promise);
    const instances = createInstances(environments.create);
    const busy = instances.invoke('d', spec, invocation({ wait: true }));
    const retired = instances.invoke('gone', spec, invocation({ wait: true }));
    instances.retire('gone');
    await instances.invoke('e', spec, invocation());
    await instances.stop();
    released.resolve();
    await Promise.all([busy, retired]);
    expect([...environments.stopped].sort()).toEqual([1, 2, 3]);
    await expect(instances.invoke('d', spec, invocation())).rejects.toThrow('stopping');
  });
});
