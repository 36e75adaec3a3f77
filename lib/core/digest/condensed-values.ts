import type { CondensedValues } from '../../contract/index.ts';
import { mergeMoments, momentsOf } from '../statistics/moments.ts';
import { layOut } from './lay-out.ts';
import { bucketsOf, packSketch, sketchOf, unpackSketch } from './sketch.ts';

/** Condenses values in ms: mean and variance stay exact, the values themselves are known by their buckets. */
export function condenseValues(values: readonly number[]): CondensedValues {
  const { mean, variance } = momentsOf(values);
  return { mean, variance, buckets: packSketch(sketchOf(values)) };
}

/** What condensing all values together would have given, but for the rounding of sums. */
export function mergeValues(
  a: CondensedValues & { readonly n: number },
  b: CondensedValues & { readonly n: number },
): CondensedValues {
  const { mean, variance } = mergeMoments(a, b);
  const sketch = unpackSketch(a.buckets);
  sketch.merge(unpackSketch(b.buckets));
  return { mean, variance, buckets: packSketch(sketch) };
}

/** Values as they may have been, smallest first: see lay-out.ts. */
export function layOutValues(values: CondensedValues): Float64Array {
  return layOut(bucketsOf(unpackSketch(values.buckets)), values);
}
