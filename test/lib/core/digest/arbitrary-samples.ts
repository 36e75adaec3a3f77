import fc from 'fast-check';
import type { Sample } from '../../../../lib/contract/index.ts';

const ms = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((steps) => steps / 100);
const billed = fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined, freq: 3 });

/** What follows from the durations, reckoned in hundredths. */
function following(durationMs: number, initMs: number): number {
  return Math.max(1, Math.ceil((Math.round(durationMs * 100) + Math.round(initMs * 100)) / 100));
}

/** Samples as Lambda reports them: two decimals, billed as follows or (rarely) not. Warm ones first. */
export function arbitrarySamples(payloads: number, maxMs = 900_000): fc.Arbitrary<Sample[]> {
  const payload = fc.integer({ min: 0, max: payloads - 1 });
  const warm = fc.record({ payload, durationMs: ms(maxMs), billed }).map(
    (sample): Sample => ({
      outcome: 'succeeded',
      start: 'warm',
      durationMs: sample.durationMs,
      billedMs: sample.billed ?? following(sample.durationMs, 0),
      payload: sample.payload,
    }),
  );
  const cold = fc.record({ payload, durationMs: ms(maxMs), initMs: ms(maxMs), billed }).map(
    (sample): Sample => ({
      outcome: 'succeeded',
      start: 'cold',
      durationMs: sample.durationMs,
      initMs: sample.initMs,
      billedMs: sample.billed ?? following(sample.durationMs, sample.initMs),
      payload: sample.payload,
    }),
  );
  return fc.tuple(fc.array(warm), fc.array(cold)).map(([warms, colds]) => [...warms, ...colds]);
}
