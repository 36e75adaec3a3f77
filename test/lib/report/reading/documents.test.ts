import { describe, expect, it } from 'vitest';
import { pageLink } from '../../../../lib/report/page-link.ts';
import { documentsOfText } from '../../../../lib/report/reading/documents.ts';
import { NotAResult } from '../../../../lib/report/reading/not-a-result.ts';
import { readLink } from '../../../support/read-link.ts';
import { resultWith } from '../../../support/result.ts';

/** The other tool's encoding, written out: sizes as Int16, times and costs as Float32, little endian. */
function set(sizes: number[], times: number[], costs: number[]): string {
  const base64 = (array: Int16Array | Float32Array) => Buffer.from(array.buffer).toString('base64');
  return [
    base64(new Int16Array(sizes)),
    base64(new Float32Array(times)),
    base64(new Float32Array(costs)),
  ].join(';');
}

const BASE = 'https://lambda-power-tuning.show/';
const ONE = set([128, 1024], [100.5, 12.25], [2e-7, 3e-7]);
const TWO = set([256], [50], [4e-7]);

describe("readLink of aws-lambda-power-tuning's links", () => {
  it.each([
    ['as it is', `${BASE}#${ONE}`],
    ['with a trailing ;', `${BASE}#${ONE};`],
    ['with escapes', `${BASE}#${encodeURIComponent(ONE)}`],
    ['from its # on', `#${ONE}`],
  ])('reads one set %s', (_, link) => {
    const [report, ...more] = readLink(link);
    expect(more).toEqual([]);
    expect(report?.entries.map(({ memoryMB, views }) => [memoryMB, views.warm?.mean.value])).toEqual([
      [128, 100.5],
      [1024, 12.25],
    ]);
  });

  it('reads two sets of different sizes, with names that are escaped', () => {
    const [report] = readLink(`${BASE}#${ONE};${TWO};before%20%26%3B;na%C3%AFve`);
    expect(report?.entries.map(({ series, memoryMB }) => [series, memoryMB])).toEqual([
      ['before &;', 128],
      ['before &;', 1024],
      ['naïve', 256],
    ]);
  });

  it('tells two sets apart that have one name, or none', () => {
    const series = (link: string) => [...new Set(readLink(link)[0]?.entries.map((entry) => entry.series))];
    expect(series(`${BASE}#${ONE};${TWO};x;x`)).toEqual(['x', 'x (second)']);
    expect(series(`${BASE}#${ONE};${TWO}`)).toEqual(['first', 'second']);
  });

  it('has amounts in CNY where it says so', () => {
    expect(readLink(`${BASE}?currency=CNY#${ONE}`)[0]?.currency).toBe('CNY');
    expect(readLink(`${BASE}#${ONE}`)[0]?.currency).toBe('USD');
  });

  it('leaves out points that can not be drawn', () => {
    const odd = set([128, 256, -1, 512, 1024], [NaN, Infinity, 5, -3, 7], [1e-7, 1e-7, 1e-7, 1e-7, 1e-7]);
    expect(readLink(`${BASE}#${odd}`)[0]?.entries.map(({ memoryMB }) => memoryMB)).toEqual([1024]);
  });

  it.each([
    ['https://example.com/'],
    [`${BASE}#`],
    [`${BASE}#abc`],
    [`${BASE}#a;b`],
    [`${BASE}#!;?;*`],
    [`${BASE}#${ONE};${ONE.split(';')[0]}`],
    [`${BASE}#r1.AAAA`],
  ])('refuses %s and says what is allowed', (link) => {
    expect(() => readLink(link)).toThrow(NotAResult);
    expect(() => readLink(link)).toThrow(/allowed is what follows the # of a link/);
  });
});

describe('documentsOfText', () => {
  const result = resultWith();

  it('finds the result in what describe-execution prints', () => {
    const described = { executionArn: 'arn:x', status: 'SUCCEEDED', output: JSON.stringify(result) };
    expect(documentsOfText(JSON.stringify(described, null, 2))).toEqual([result]);
    expect(documentsOfText(JSON.stringify({ output: JSON.stringify(result) }))).toEqual([result]);
  });

  it('finds several in a list, and in one of our links', () => {
    expect(documentsOfText(JSON.stringify([result, result]))).toEqual([result, result]);
    expect(readLink(pageLink('https://example.com/viewer', [result, result]))).toHaveLength(2);
  });

  it.each([
    ['{"executionArn":"arn:x","status":"FAILED"}', /its status FAILED: only one that SUCCEEDED has a result/],
    ['{"dryRun":true,"plan":{},"checks":[]}', /dry run/],
    ['[]', /empty list/],
    ['{"a":', /no JSON/],
    ['# a heading; and text', /neither JSON nor a link/],
    ['size,cost', /neither JSON nor a link/],
    ['', /neither JSON nor a link/],
    ['[1]', /allowed is the output of power-tuner/],
  ])('refuses %s', (text, message) => {
    expect(() => documentsOfText(text)).toThrow(NotAResult);
    expect(() => documentsOfText(text)).toThrow(message);
  });
});
