/** What a number may be, at a stated confidence. Both ends are in the number's unit and belong to it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An interval at this confidence is wrong once in twenty times. Every interval has it unless it says otherwise. */
export const CONFIDENCE = 0.95;
