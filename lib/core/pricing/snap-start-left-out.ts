import type { Plan } from '../../contract/index.ts';

/** The code of the plan's warning that SnapStart charges what is not known in the target's region. */
export const SNAP_START_PRICE_UNKNOWN = 'snapstart-price-unknown';

/** What SnapStart costs in a run that is not in its cost, in words; nothing where it charges nothing. */
export function snapStartLeftOut(plan: Pick<Plan, 'prices' | 'target' | 'warnings'>): string[] {
  return plan.prices.snapStart === undefined
    ? snapStartUnknown(plan)
    : ["SnapStart's cache of the probes' versions"];
}

/** What SnapStart charges for whatever is reckoned by this plan, in words, where its prices are not known. */
export function snapStartUnknown({ target, warnings }: Pick<Plan, 'target' | 'warnings'>): string[] {
  // No price alone says nothing: Java has none either, since it is free.
  if (!warnings.some(({ code }) => code === SNAP_START_PRICE_UNKNOWN)) return [];
  return [
    `what SnapStart charges for restores and for its cache, whose prices are not known for the region ${target.region}`,
  ];
}
