import type { CanaryPlan, Plan, Recommendation } from '../../contract/index.ts';

/**
 * What a recommendation promised of the new version in proportion to the current configuration, at worst: a saving of
 * 40 to 50% is 0.5 to 0.6 times as much. A canary compares warm invocations: what cold starts had a part in says nothing
 * of those.
 * @returns nothing of what isn't known
 */
export function promisedOf(
  { coldStartRate, onlyColdStarts }: Partial<Pick<Plan, 'coldStartRate' | 'onlyColdStarts'>>,
  { saving }: Pick<Recommendation, 'saving'>,
): CanaryPlan['promised'] {
  if (coldStartRate !== undefined || onlyColdStarts) return {};
  const cost = saving?.costPercentInterval?.low;
  const duration = saving?.durationPercentInterval?.low;
  return {
    ...(cost === undefined ? {} : { cost: 1 - cost / 100 }),
    ...(duration === undefined ? {} : { duration: 1 - duration / 100 }),
  };
}
