import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderBars } from '../../../lib/report/bars.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { CANDIDATES, resultWith } from '../../support/result.ts';

const report = readReport(resultWith());
const options = {
  view: 'warm',
  metric: 'mean',
  answer: (text: string) => `${text} (answer)`,
  quiet: (text: string) => text,
} as const;

describe('renderBars', () => {
  it('has a bar of cost and one of duration for each measured size, as long as the figure is large', () => {
    const lines = renderBars([report], { ...options, ascii: true });
    expect(lines.slice(0, 6)).toEqual([
      '         cost per 1M                      mean',
      'x86_64',
      ' 128 MB  ########################  $2.92  ######################    1,304 ms',
      ' 512 MB  ########################  $2.93  ######                      327 ms',
      '1769 MB  ########################  $2.93  ##                         94.7 ms',
      'arm64',
    ]);
    expect(lines.at(-1)).toMatch(/^ 512 MB {2}#+ +\$2\.53 {2}#+ +350 ms ← \(answer\)$/);
  });

  it('shows an eighth of a character where the terminal can', () => {
    const [, , , second = ''] = renderBars([report], options);
    expect(second).toMatch(/ █{5}▋ +327 ms$/);
    expect(renderBars([report], options).join('')).toMatch(/[▏▎▍▌▋▊▉]/);
  });

  it.each([[60], [80], [120]])('is no wider than %d columns', (columns) => {
    const lines = renderBars([report], { ...options, answer: (text) => text, columns });
    expect(lines.length).toBe(8);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  });

  it('leaves bars out where there is no room for them, or nothing to compare', () => {
    expect(renderBars([report], { ...options, columns: 40 })).toEqual([]);
    const single = readReport(resultWith({ candidates: CANDIDATES.slice(0, 1) }));
    expect(renderBars([single], options)).toEqual([]);
  });

  it('leaves bars out where amounts are of two currencies: they have no common length', () => {
    const yuan = { ...report, title: 'in yuan', currency: 'CNY' as const };
    expect(renderBars([report, yuan], options)).toEqual([]);
    expect(renderBars([yuan, yuan], options).join('')).toContain('CN¥');
  });

  it('has no head of architectures where one was measured', () => {
    const one = readReport(resultWith({ candidates: CANDIDATES.slice(0, 3) }));
    expect(renderBars([one], options)).toHaveLength(4);
  });
});
