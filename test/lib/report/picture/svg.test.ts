import { describe, expect, it } from 'vitest';
import { renderPng } from '../../../../lib/report/picture/png.ts';
import { renderSvg } from '../../../../lib/report/picture/svg.ts';
import { readReport } from '../../../../lib/report/reading/read.ts';
import { resultWith } from '../../../support/result.ts';
import { readXml } from '../../../support/xml.ts';

const report = readReport(resultWith());

describe('renderSvg', () => {
  it('is well-formed, and needs nothing from elsewhere', () => {
    const svg = renderSvg([report]);
    expect(readXml(svg).elements.get('svg')).toBe(1);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\((?!#)/);
  });

  it('says the answer, what is drawn, what a line is not, and every figure to those who do not see it', () => {
    const { text } = readXml(renderSvg([report], { metric: 'p99', memoryScale: 'linear' }));
    expect(text).toContain('Cost of 1M invocations');
    expect(text).toContain('Duration, p99');
    expect(text).toContain('nothing between was measured');
    expect(text).toContain(report.sentence);
    expect(text).toContain('arm64, 512 MB: p99 456 ms');
    expect(text).toContain('arm64, 1769 MB: failed.');
    expect(text).toContain('recommended: 512 MB arm64');
  });

  it('says where measurements are none of AWS', () => {
    const said = (measuredBy: 'process' | 'replayed') =>
      readXml(renderSvg([readReport(resultWith({ measuredBy }))])).text;
    expect(said('process')).toContain('Measured on a local machine');
    expect(said('replayed')).toContain('Replayed measurements');
    expect(readXml(renderSvg([report])).text).not.toContain('Replayed');
  });

  it('breaks long titles and answers into lines that are no wider than it is', () => {
    const title = 'a title of several words '.repeat(5).trim();
    const sentence = `${'word '.repeat(300)}${'x'.repeat(400)}`;
    const svg = renderSvg([{ ...report, title, sentence }]);
    const lines = [...svg.matchAll(/<text x="16" y="(\d+)"[^>]*>([^<]*)<\/text>/g)];
    expect(lines.length).toBeGreaterThan(9);
    for (const [, , line = ''] of lines) expect(line.length).toBeLessThanOrEqual(120);
    expect(new Set(lines.map(([, y]) => y)).size).toBe(lines.length);
  });

  it('draws several results with a curve each', () => {
    const { text } = readXml(renderSvg([report, report]));
    expect(text).toContain('secret-orders (1) and secret-orders (2)');
    expect(text).toContain('secret-orders (2) · arm64');
  });

  it('draws results of one currency, and says so where there are others', () => {
    const yuan = { ...report, title: 'in yuan', currency: 'CNY' as const };
    const { text } = readXml(renderSvg([report, yuan]));
    expect(text).toContain('results in another currency than the first are left out');
    expect(text).not.toContain('in yuan');
    expect(text).not.toContain('CN¥');
    const turned = readXml(renderSvg([yuan, report])).text;
    expect(turned).toContain('arm64, 512 MB: mean 350 ms, CN¥2.53 per million');
    expect(turned).not.toContain('$2.53 per million');
    expect(readXml(renderSvg([yuan, yuan])).text).not.toContain('another currency');
  });

  it('draws a result without a single figure', () => {
    const { text } = readXml(renderSvg([readReport(resultWith({ candidates: [] }))]));
    expect(text).toContain('Duration, mean');
  });
});

describe('renderPng', () => {
  it('is as large as the picture, twice', () => {
    const svg = renderSvg([report]);
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    const png = Buffer.from(renderPng(svg));
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
  });

  it('writes with fonts of its own: other words make another picture', () => {
    const picture = (text: string) =>
      renderPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15" font-family="Inter">${text}</text></svg>`,
      );
    expect(picture('mean')).not.toEqual(picture(''));
    expect(picture('mean')).not.toEqual(picture('p99'));
  });
});
