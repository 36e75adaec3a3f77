import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../lib/core/statistics/random.ts';
import { studentTCumulative } from '../../../../lib/core/statistics/student-t.ts';
import { randomStudentT } from '../../../../lib/core/statistics/student-t-random.ts';

describe('randomStudentT', () => {
  it.each([1, 4, 49.5])("is distributed as Student's t with %d degrees of freedom", (df) => {
    const random = seededRandom(4, String(df));
    const drawn = Array.from({ length: 20_000 }, () => randomStudentT(df, random));
    for (const t of [-2, -0.5, 0, 1, 3]) {
      const below = drawn.filter((value) => value <= t).length / drawn.length;
      expect(Math.abs(below - studentTCumulative(t, df))).toBeLessThan(0.012);
    }
  });
});
