/**
 * What a condition can be about; times are in ms. `lib/core/condition/figure.ts` says what each is of a
 * result.
 */
export const CONDITION_FIGURES = [
  'cost',
  'mean',
  'p50',
  'p90',
  'p99',
  'cold p99',
  'init',
  'memory',
  'saving',
] as const;
export type ConditionFigure = (typeof CONDITION_FIGURES)[number];

export const OPERATORS = ['>', '>=', '<', '<='] as const;
export type Operator = (typeof OPERATORS)[number];

/** Whose figure: what the function has now, or what the run recommends. */
export const ROLES = ['current', 'recommended'] as const;
export type Role = (typeof ROLES)[number];

/**
 * `absolute`: in the figure's unit. `relative`: so many percent over (under 0: under) the figure of a stored
 * result.
 */
export interface Threshold {
  readonly kind: 'absolute' | 'relative';
  readonly value: number;
}

/** When a run is to fail: what `--fail-if` says. */
export interface Condition {
  /** As it is repeated to the user: in one spelling, with its unit. */
  readonly text: string;
  /**
   * Absent where the user leaves it to us: the current configuration where there is one, else the
   * recommended.
   */
  readonly role?: Role;
  readonly figure: ConditionFigure;
  readonly operator: Operator;
  readonly limit: Threshold;
}

/** Whether it speaks of what is too much (or else of what is too little). */
export function isUpper({ operator }: Condition): boolean {
  return operator === '>' || operator === '>=';
}
