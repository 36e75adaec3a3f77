import { describe, expect, it } from 'vitest';
import { drawnSvg } from '../../../../lib/report/picture/drawn.ts';
import { paretoOption } from '../../../../lib/report/picture/pareto-option.ts';
import { THEMES } from '../../../../lib/report/picture/style.ts';
import type { Entry, Report } from '../../../../lib/report/report.ts';

const VIEW = {
  view: 'warm',
  metric: 'mean',
  memoryScale: 'log',
  valueScale: 'linear',
  theme: THEMES.light,
  width: 880,
  height: 460,
} as const;

function reportOf(title: string, entries: readonly Entry[]): Report {
  return {
    title,
    currency: 'USD',
    entries,
    basis: 'warm',
    ties: new Set(),
    pareto: new Set(),
    facts: [],
    warnings: [],
    insights: [],
    why: [],
  };
}

function entryOf(index: number, looked: () => void = () => undefined): Entry {
  return {
    key: `x86_64-${index}`,
    series: 'x86_64',
    memoryMB: 128 + index,
    status: 'measured',
    get views() {
      looked();
      return { warm: { mean: { value: 1000 - index }, costPerMillion: { value: 1 + index } } };
    },
    notes: [],
    failures: [],
  };
}

describe('paretoOption', () => {
  it('looks at a candidate no more often where there are many', () => {
    const looks = (candidates: number) => {
      let count = 0;
      const entries = Array.from({ length: candidates }, (_, index) => entryOf(index, () => count++));
      paretoOption([reportOf('many', entries)], VIEW);
      return count / candidates;
    };
    expect(looks(200)).toBe(looks(10));
  });

  it.each([390, 880])('has its axes below a legend of several rows, %i pixels wide', (width) => {
    const names = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'].map(
      (one) => `the ${one} of several functions`,
    );
    const reports = names.map((name) => reportOf(name, [entryOf(0), entryOf(1)]));
    const option = paretoOption(reports, { ...VIEW, width });
    const svg = drawnSvg(option, width, VIEW.height);
    const legend = [...svg.matchAll(/<text [^>]*translate\([\d.]+ ([\d.]+)\)[^>]*>the \w+ of several/g)];
    expect(legend).toHaveLength(names.length);
    const [{ top }] = option.grid as [{ readonly top: number }];
    for (const [, y] of legend) expect(Number(y) + 12).toBeLessThan(top);
  });
});
