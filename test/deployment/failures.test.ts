import { describe, expect, it, onTestFinished } from 'vitest';
import { connectDeployment } from './support/deployment.ts';

const SAYS = { initMs: 150, durationsMs: { x86_64: { 128: [100], 256: [50], 512: [30] } } };
const BAD = { lambdaARN: 'nothing', strategy: 'best', num: 1 };

const deployed = connectDeployment();

describe('a run of the deployed stack that something is wrong with', () => {
  it('goes on without a size at which the function fails, and says why', async () => {
    await deployed.create('fails-at-128', { ...SAYS, failsAtMB: 128 });
    const result = await deployed.unharmed('fails-at-128', () =>
      deployed.tune({ lambdaARN: 'fails-at-128', powerValues: [128, 256], num: 5 }),
    );
    const [failed, measured] = result.candidates;
    expect(failed).toMatchObject({ memoryMB: 128, status: 'failed' });
    expect(failed?.reason).toContain('does not work with 128 MB');
    expect(failed?.warm).toBeUndefined();
    expect(measured).toMatchObject({ memoryMB: 256, status: 'measured', failures: [] });
    expect(result.power).toBe(256);
  });

  it('is refused before anything is created, with all problems of its input', async () => {
    const executionArn = await deployed.start(BAD);
    expect(await deployed.end(executionArn)).toMatchObject({ status: 'FAILED' });
    const { cause } = await deployed.failedTask(executionArn);
    const { errorMessage } = JSON.parse(cause ?? '{}');
    expect(errorMessage).toMatch(/^2 problems in the input:/);
    expect(errorMessage).toMatch(/- num: got 1; allowed: /);
    expect(errorMessage).toMatch(/- strategy: got "best"; allowed: "cost", "speed", "balanced"/);
    expect(await deployed.probes()).toEqual([]);
  });

  it('fails with the name of the error', async () => {
    const executionArn = await deployed.start(BAD);
    await deployed.end(executionArn);
    expect((await deployed.failedTask(executionArn)).error).toBe('InvalidInput');
  });

  it('has error and cause of the stage that failed as its own', async () => {
    const executionArn = await deployed.start(BAD);
    const ended = await deployed.end(executionArn);
    const { error, cause } = await deployed.failedTask(executionArn);
    expect(ended.error).toBe(error);
    expect(ended.cause).toBe(cause);
  });

  it('ends `power-tuner tune` with 1', async () => {
    const { code, stdout, stderr } = await deployed.powerTuner(['nothing-of-this-name']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/error: the execution failed with /);
  });

  it('leaves no probe when a stage fails while candidates are measured', async () => {
    await deployed.create('processed', SAYS);
    await deployed.create('bad-processor', { ...SAYS, failsAtMB: 512 });
    const executionArn = await deployed.start({
      lambdaARN: 'processed',
      preProcessorARN: 'bad-processor',
      powerValues: [128],
      num: 5,
      baseline: false,
    });
    onTestFinished(async () => {
      await deployed.clean({ executionArn });
    });
    expect(await deployed.end(executionArn)).toMatchObject({ status: 'FAILED' });
    const { cause } = await deployed.failedTask(executionArn);
    expect(cause).toContain('the pre-processor bad-processor');
    expect(await deployed.probes(), 'probes').toEqual([]);
  });
});
