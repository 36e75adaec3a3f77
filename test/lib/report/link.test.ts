import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARCHITECTURES } from '../../../lib/contract/index.ts';
import { visualizationLink } from '../../../lib/report/link.ts';
import { planWith } from '../../support/plan.ts';

/** Reads a link as the other tool's viewer does. */
function decode(link: string) {
  const parts = (link.split('#')[1] ?? '').split(';');
  const bytes = (text = '') => {
    const buffer = Buffer.from(text, 'base64');
    return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
  };
  const set = (at: number) => ({
    sizes: [...new Int16Array(bytes(parts[at]))],
    times: [...new Float32Array(bytes(parts[at + 1]))],
    costs: [...new Float32Array(bytes(parts[at + 2]))],
  });
  return parts.length > 3 ? { sets: [set(0), set(3)], names: parts.slice(6) } : { sets: [set(0)], names: [] };
}

const average = (architecture: 'x86_64' | 'arm64', memoryMB: number, duration: number, cost: number) => ({
  architecture,
  memoryMB,
  duration,
  cost,
});

describe('visualizationLink', () => {
  it("makes the documented example of aws-lambda-power-tuning's README again", () => {
    const documented = 'gAAAAQACAAQABsAL;ZooQR4yvkUa/pQRGRC5zRaADHUVjOftE;QdWhOEMkoziDT5Q4xhiIOMYYiDi6RNc4';
    const { sets } = decode(`https://lambda-power-tuning.show/#${documented}`);
    const averages = (sets[0]?.sizes ?? []).map((memoryMB, index) =>
      average('x86_64', memoryMB, sets[0]?.times[index] ?? 0, sets[0]?.costs[index] ?? 0),
    );
    expect(visualizationLink(planWith(), averages.reverse())).toBe(
      `https://lambda-power-tuning.show/#${documented}`,
    );
  });

  it('compares two architectures, which may have different sizes', () => {
    const link = visualizationLink(planWith(), [
      average('arm64', 512, 20, 2e-7),
      average('x86_64', 128, 90, 1e-7),
      average('x86_64', 10_240, 10, 9e-7),
    ]);
    const { sets, names } = decode(link);
    expect(names).toEqual(['x86_64', 'arm64']);
    expect(sets[0]?.sizes).toEqual([128, 10_240]);
    expect(sets[1]?.sizes).toEqual([512]);
  });

  it('says CNY in the query for the China regions, and keeps a query that is there', () => {
    const plan = planWith({
      visualizationUrl: 'https://viewer.example/page?theme=dark',
      prices: { ...planWith().prices, currency: 'CNY' },
    });
    expect(visualizationLink(plan, [average('arm64', 128, 1, 1)])).toMatch(
      /^https:\/\/viewer\.example\/page\?theme=dark&currency=CNY#/,
    );
  });

  it('can be read back, whatever was measured', () => {
    const averages = fc.uniqueArray(
      fc.record({
        architecture: fc.constantFrom(...ARCHITECTURES),
        memoryMB: fc.integer({ min: 128, max: 10_240 }),
        duration: fc.float({ min: Math.fround(0.01), max: 900_000, noNaN: true }),
        cost: fc.float({ min: Math.fround(1e-9), max: 1, noNaN: true }),
      }),
      { minLength: 1, selector: ({ architecture, memoryMB }) => `${architecture}${memoryMB}` },
    );
    fc.assert(
      fc.property(averages, (given) => {
        const { sets } = decode(visualizationLink(planWith(), given));
        const read = sets.flatMap(({ sizes, times, costs }) =>
          sizes.map((memoryMB, index) => ({ memoryMB, duration: times[index], cost: costs[index] })),
        );
        const expected = ARCHITECTURES.flatMap((architecture) =>
          given
            .filter((one) => one.architecture === architecture)
            .sort((a, b) => a.memoryMB - b.memoryMB)
            .map(({ memoryMB, duration, cost }) => ({ memoryMB, duration, cost })),
        );
        expect(read).toEqual(expected);
      }),
      { seed: 3 },
    );
  });
});
