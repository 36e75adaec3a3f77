import { describe, expect, it } from 'vitest';
import prices from '../../lib/core/pricing/lambda-prices.json' with { type: 'json' };
import { connectDeployment } from './support/deployment.ts';

const { x86_64 } = prices['us-east-1'];
const X86 = x86_64.gbSecond[0]?.usd ?? Number.NaN;
const REQUEST = x86_64.requestPerMillion / 1e6;

/** The first invocation of a process takes 80.5 ms, those after it 20 ms. */
const SAYS = {
  initMs: 150,
  durationsMs: { x86_64: { 256: [80.5, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20] } },
};
const INPUT = { powerValues: [256], num: 5, onlyColdStarts: true, baseline: false };

const deployed = connectDeployment();

describe('cold starts on the deployed stack', () => {
  it('are what it measures and prices, with the init in what is billed and waited for', async () => {
    await deployed.create('always-cold', { ...SAYS, endsEachTime: true });
    const result = await deployed.unharmed('always-cold', () =>
      deployed.tune({ ...INPUT, lambdaARN: 'always-cold', allowedExceptions: ['Runtime.HandlerError'] }),
    );
    const [candidate] = result.candidates;
    expect(candidate).toMatchObject({ status: 'measured', invocations: 5, failures: [] });
    expect(candidate?.warm).toBeUndefined();
    expect(candidate?.cold?.initMs?.mean).toMatchObject({ value: 150, n: 5 });
    expect(candidate?.cold?.latencyMs.mean).toMatchObject({ value: 230.5, n: 5 });
    // 231 ms are billed.
    expect(result.cost).toBeCloseTo(0.231 * 0.25 * X86 + REQUEST, 18);
    expect(result.duration).toBe(230.5);
  });

  it('come as often as they are asked for, since the probe is given new environments in between', async () => {
    await deployed.create('stays-warm', SAYS);
    const result = await deployed.unharmed('stays-warm', () =>
      deployed.tune({ ...INPUT, lambdaARN: 'stays-warm' }),
    );
    expect(result.candidates[0]?.cold?.initMs?.mean.n).toBe(5);
  });
});
