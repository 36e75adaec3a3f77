import { describe, expect, it } from 'vitest';
import { studentTCumulative, studentTQuantile } from '../../../../lib/core/statistics/student-t.ts';

describe('studentTQuantile', () => {
  it.each([
    {
      df: 1,
      q60: 0.32491969623290634,
      q90: 3.0776835371752544,
      q975: 12.706204736174694,
      q995: 63.656741162871526,
    },
    {
      df: 2,
      q60: 0.2886751345948128,
      q90: 1.8856180831641272,
      q975: 4.302652729749462,
      q995: 9.924843200918287,
    },
    {
      df: 3.7,
      q60: 0.27216446429206953,
      q90: 1.5575658388615072,
      q975: 2.8675207071911895,
      q995: 4.8692522532278275,
    },
    {
      df: 5,
      q60: 0.2671808657041451,
      q90: 1.4758840488244815,
      q975: 2.5705818356363146,
      q995: 4.032142983555228,
    },
    {
      df: 9,
      q60: 0.260955336473911,
      q90: 1.3830287383966329,
      q975: 2.262157162798205,
      q995: 3.249835541592126,
    },
    {
      df: 29,
      q60: 0.25568363457125604,
      q90: 1.311433647301551,
      q975: 2.045229642132703,
      q995: 2.756385903670605,
    },
    {
      df: 100,
      q60: 0.25402218245822766,
      q90: 1.290074761346516,
      q975: 1.9839715185235518,
      q995: 2.6258905214380173,
    },
    {
      df: 1000,
      q60: 0.25341451583949876,
      q90: 1.2823987214609247,
      q975: 1.9623390808264083,
      q995: 2.580754698065951,
    },
    {
      df: 1e6,
      q60: 0.25334717053784184,
      q90: 1.281552412129939,
      q975: 1.959966356814107,
      q995: 2.5758342201053344,
    },
  ])('agrees with SciPy at $df degrees of freedom', ({ df, q60, q90, q975, q995 }) => {
    const precision = df > 1e5 ? 8 : 10;
    expect(studentTQuantile(0.6, df) / q60).toBeCloseTo(1, precision);
    expect(studentTQuantile(0.9, df) / q90).toBeCloseTo(1, precision);
    expect(studentTQuantile(0.975, df) / q975).toBeCloseTo(1, precision);
    expect(studentTQuantile(0.995, df) / q995).toBeCloseTo(1, precision);
  });

  it('is symmetric around 0', () => {
    expect(studentTQuantile(0.5, 7)).toBe(0);
    expect(studentTQuantile(0.025, 7)).toBeCloseTo(-studentTQuantile(0.975, 7), 12);
  });

  it('refuses what is no probability, and no degrees of freedom', () => {
    expect(() => studentTQuantile(0, 5)).toThrow(RangeError);
    expect(() => studentTQuantile(1, 5)).toThrow(RangeError);
    expect(() => studentTQuantile(0.9, 0)).toThrow(RangeError);
    expect(() => studentTQuantile(0.9, Number.NaN)).toThrow(RangeError);
  });
});

describe('studentTCumulative', () => {
  it.each([
    [-2.5, 4, 0.03338327240599407],
    [0.3, 1.5, 0.5997639015982075],
    [3.2, 60, 0.9989013647280842],
  ])('agrees with SciPy at t = %d with %d degrees of freedom', (t, df, expected) => {
    expect(studentTCumulative(t, df)).toBeCloseTo(expected, 12);
  });
});
