import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../../lib/report/csv.ts';
import { renderMarkdown } from '../../../lib/report/markdown.ts';
import { milliseconds, money } from '../../../lib/report/numbers.ts';
import { renderSvg } from '../../../lib/report/picture/svg.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { METRICS, VIEWS } from '../../../lib/report/report.ts';
import { renderReports } from '../../../lib/report/terminal.ts';
import { roundedResult, VALUES } from '../../support/rounded-result.ts';
import { EVERYWHERE, shownTexts } from '../../support/shown-texts.ts';
import { readXml } from '../../support/xml.ts';

const plain = (text: string) => text;
const palette = { bold: plain, dim: plain, green: plain, yellow: plain };

const report = readReport(roundedResult());

describe.each(VIEWS)('the figures of a result, %s', (view) => {
  const rows = (columns?: readonly string[]) => {
    const byCandidate = Map.groupBy(shownTexts(report, view, columns), ({ key }) => key);
    return report.entries.map(({ key, memoryMB }) => ({
      size: `${memoryMB} MB`,
      texts: (byCandidate.get(key) ?? []).map(({ text }) => text),
    }));
  };

  it('are there: nothing is compared with nothing', () => {
    expect(rows()).toHaveLength(VALUES.length);
    for (const { texts } of rows()) expect(texts.length).toBeGreaterThanOrEqual(9);
  });

  it('are the same in the terminal, in the table and beside the bars', () => {
    const lines = renderReports([report], palette, { view }).split('\n');
    for (const { size, texts } of rows([...EVERYWHERE, 'p99', 'initMs', 'maxMemoryUsedMB', 'n'])) {
      const [inTable, inBars] = lines.filter((line) => line.trimStart().startsWith(`${size} `));
      expect(inTable?.trim().split(/ {2,}/)).toEqual(expect.arrayContaining(texts));
      const [mean, cost] = [texts[2], texts[texts.indexOf('97 MB') - 2]];
      expect(
        inBars
          ?.trim()
          .split(/ {2,}/)
          .map((text) => text.replace(' ←', '')),
      ).toEqual(expect.arrayContaining([mean, cost]));
    }
  });

  it('are the same in Markdown', () => {
    const lines = renderMarkdown([report], { view }).split('\n');
    for (const { size, texts } of rows()) {
      const line = lines.find((one) => new RegExp(`^\\| *\\**${size}\\** `).test(one)) ?? '';
      const cells = line.split('|').map((cell) => cell.trim().replaceAll(/\*\*|\\/g, ''));
      expect(cells).toEqual(expect.arrayContaining(texts));
    }
  });

  it('are the same in CSV, once written as they are read', () => {
    const { data } = papaparse.parse<Record<string, string>>(renderCsv([report], view), { header: true });
    for (const [index, { texts }] of rows().entries()) {
      const line = data[index] ?? {};
      const written = [
        ...METRICS.map((metric) => {
          const rough = metric === 'p99' && (line[`${view}_p99_ms_low`] ?? '') === '' ? '~' : '';
          return `${rough}${milliseconds(Number(line[`${view}_${metric}_ms`]))}`;
        }),
        money(Number(line[`${view}_cost_per_million_usd`]), 'USD'),
        milliseconds(Number(line.init_mean_ms)),
        String(line[`${view}_n`]),
      ];
      expect(texts).toEqual(expect.arrayContaining(written));
    }
  });

  it.each(METRICS)('are the same in the picture: %s', (metric) => {
    const { text } = readXml(renderSvg([report], { view, metric }));
    const described = text.split('\n').filter((line) => line.startsWith('x86_64, '));
    for (const { size, texts } of rows([...EVERYWHERE, metric])) {
      const line = described.find((one) => one.includes(` ${size}: `));
      const figures = shownTexts(report, view, [metric, 'costPerMillion']).filter(({ text: one }) =>
        texts.includes(one),
      );
      expect(figures.length).toBeGreaterThan(0);
      const own = texts.filter((one) => /ms$|^\$/.test(one));
      const wanted = metric === 'mean' ? own : own.filter((_, index) => index > 0);
      for (const one of wanted) expect(line).toContain(one.replace('~', ''));
    }
  });
});
