import { describe, expect, it } from 'vitest';
import { connectDeployment } from './support/deployment.ts';
import { IN_PLACE } from './support/facts.ts';
import { stateOf } from './support/target.ts';

const SAYS = { initMs: 150, durationsMs: { x86_64: { 128: [100], 256: [50.5], 512: [30] } } };

const deployed = connectDeployment();

describe('a run of the deployed stack in place', () => {
  it('measures versions of the target, deletes them, and puts the target back', async () => {
    await deployed.create(IN_PLACE, SAYS);
    const before = await stateOf(deployed.lambda, IN_PLACE);
    const result = await deployed.tune({
      lambdaARN: IN_PLACE,
      isolation: 'in-place',
      powerValues: [128, 256],
      strategy: 'speed',
      num: 5,
    });
    expect(result).toMatchObject({ power: 256, duration: 50.5, baseline: { memoryMB: 512 } });
    expect(result.warnings.map(({ code }) => code)).toContain('measured-in-place');

    const after = await stateOf(deployed.lambda, IN_PLACE);
    const { LastModified, RevisionId } = after.Configuration ?? {};
    const Configuration = { ...before.Configuration, LastModified, RevisionId };
    expect(after).toEqual({ ...before, Configuration, Versions: [Configuration] });
    expect(await deployed.probes()).toEqual([]);
  });
});
