import { describe, expect, it } from 'vitest';
import { decide } from '../../../../lib/core/analysis/decide.ts';
import { flatInit, type SizeInits } from '../../../../lib/core/analysis/init-boost.ts';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import recorded from '../../../fixtures/cold-starts.json' with { type: 'json' };
import { arm, cold, digestOf, planOf, restored, warm, x86 } from './runs.ts';

/** Inits around a mean, 5% to both sides. */
function inits(memoryMB: number, meanMs: number, n = 10): SizeInits {
  const random = seededRandom(memoryMB, 'inits');
  return { memoryMB, initsMs: Array.from({ length: n }, () => meanMs * (0.95 + 0.1 * random())) };
}

describe('flatInit', () => {
  it('finds that init takes as long at every size', () => {
    const flat = flatInit([inits(1024, 420), inits(128, 420), inits(512, 420)]);
    expect(flat).toMatchObject({ fromMB: 128, everywhere: true });
    expect(flat?.lowMs).toBeGreaterThan(400);
    expect(flat?.highMs).toBeLessThan(440);
    expect(flat?.lowMs).toBeLessThan(flat?.highMs ?? 0);
  });

  it('finds the size from which on it does', () => {
    const sizes = [inits(128, 1600), inits(256, 800), inits(512, 420), inits(1024, 420), inits(2048, 420)];
    expect(flatInit(sizes)).toMatchObject({ fromMB: 512, everywhere: false });
  });

  it('finds nothing where twice the memory halves it, as without the boost', () => {
    expect(
      flatInit([128, 256, 512, 1024, 2048].map((memoryMB) => inits(memoryMB, 1e5 / memoryMB))),
    ).toBeUndefined();
  });

  it('finds nothing where it gets faster by a fifth with each doubling', () => {
    const sizes = [128, 256, 512, 1024].map((memoryMB, index) => inits(memoryMB, 400 * 0.8 ** index));
    expect(flatInit(sizes)).toBeUndefined();
  });

  it('does not mind that a larger size is slower: that is not faster', () => {
    expect(flatInit([inits(128, 400), inits(256, 430), inits(512, 460)])).toMatchObject({ fromMB: 128 });
  });

  it('does not call a difference relevant that is known well, but small', () => {
    const sizes = [inits(128, 412, 300), inits(256, 406, 300), inits(512, 400, 300)];
    expect(flatInit(sizes)).toMatchObject({ fromMB: 128, everywhere: true });
  });

  it('does not take what it can not tell apart for the same: few or wild cold starts show nothing', () => {
    const wild = (memoryMB: number) => ({ memoryMB, initsMs: [100, 900, 200, 700, 400] });
    expect(flatInit([wild(128), wild(512), wild(1024)])).toBeUndefined();
    expect(flatInit([inits(128, 400, 4), inits(512, 400, 4), inits(1024, 400, 4)])).toBeUndefined();
  });

  it('needs three sizes, and more than neighbours', () => {
    expect(flatInit([inits(128, 400), inits(1024, 400)])).toBeUndefined();
    expect(flatInit([inits(1024, 400), inits(1088, 400), inits(1152, 400)])).toBeUndefined();
  });

  it('does not speak of sizes that had too few cold starts', () => {
    const sizes = [inits(64, 400, 2), inits(128, 400), inits(512, 400), inits(1024, 400)];
    expect(flatInit(sizes)).toMatchObject({ fromMB: 128, everywhere: false });
  });
});

describe('flatInit on recorded cold starts', () => {
  const functions = Object.entries(
    Object.groupBy(recorded.rows, ({ runtime, architecture }) => `${runtime} on ${architecture}`),
  ).map(([name, rows = []]) => ({
    name,
    flat: flatInit(rows.map(({ memoryMB, initMs }) => ({ memoryMB, initsMs: initMs }))),
  }));

  it('finds the boost in 15 of 16 functions, at every size of 14', () => {
    expect(functions).toHaveLength(16);
    expect(functions.filter(({ flat }) => flat === undefined).map(({ name }) => name)).toEqual([
      'rust (prov.al2023) on x86_64',
    ]);
    const partly = functions.filter(({ flat }) => flat?.everywhere === false);
    expect(partly.map(({ name, flat }) => [name, flat?.fromMB])).toEqual([['java21 on arm64', 512]]);
  });
});

describe('decide on cold starts at several sizes', () => {
  const started = (architecture: 'x86_64' | 'arm64', memoryMB: number, meanMs: number) =>
    digestOf({ architecture, memoryMB }, [
      ...[10, 10, 10].map((ms) => warm(ms)),
      ...inits(memoryMB, meanMs).initsMs.map((ms) => cold(10, ms)),
    ]);
  const SIZES = [128, 512, 1024];

  it('says of each architecture that memory does not make its init faster', () => {
    const plan = planOf([...SIZES.map(x86), ...SIZES.map(arm)]);
    const digests = [
      ...SIZES.map((memoryMB) => started('x86_64', memoryMB, 420)),
      ...SIZES.map((memoryMB) => started('arm64', memoryMB, 1e5 / memoryMB)),
    ];
    const insights = decide(plan, digests).warnings.filter(({ code }) => code === 'init-boost');
    expect(insights.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^init takes 4[12]\d to 4[23]\d ms at every size on x86_64: memory doesn't make it faster$/,
      ),
    ]);
  });

  it('leaves restores apart, and speaks of restoring', () => {
    const restores = (memoryMB: number, meanMs: number) =>
      inits(memoryMB, meanMs).initsMs.map((ms) => restored(10, ms));
    const digests = SIZES.map((memoryMB) =>
      digestOf(x86(memoryMB), [
        ...[10, 10, 10].map((ms) => warm(ms)),
        ...inits(memoryMB, 1e5 / memoryMB).initsMs.map((ms) => cold(10, ms)),
        ...restores(memoryMB, 420),
      ]),
    );
    const insights = decide(planOf(SIZES.map(x86)), digests).warnings.filter(
      ({ code }) => code === 'init-boost',
    );
    expect(insights.map(({ message }) => message)).toEqual([expect.stringMatching(/^restoring takes 4/)]);
  });
});
