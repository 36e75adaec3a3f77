import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billedDurationMs } from '../../../../lib/emulator/environment/billing.ts';

describe('billedDurationMs', () => {
  it.each([
    [62.14, 162.08, 225],
    [1.95, 113.58, 116],
    [1.45, undefined, 2],
    [3000, undefined, 3000],
    [0.1, 0.9, 1],
  ])('bills %f ms and an init of %f ms as %i ms', (durationMs, initMs, billed) => {
    expect(billedDurationMs(durationMs, initMs)).toBe(billed);
  });

  it('never bills less than what was used, nor a whole millisecond more', () => {
    const hundredths = fc.integer({ min: 0, max: 90_000_000 });
    fc.assert(
      fc.property(hundredths, hundredths, (duration, init) => {
        const billed = billedDurationMs(duration / 100, init / 100);
        expect(billed * 100).toBeGreaterThanOrEqual(duration + init);
        expect(billed * 100).toBeLessThan(duration + init + 100);
      }),
      { seed: 20_261_120 },
    );
  });
});
