import fc from 'fast-check';
import papaparse from 'papaparse';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../../lib/report/csv.ts';
import { renderMarkdown } from '../../../lib/report/markdown.ts';
import { pageOf, RESULTS_PLACE } from '../../../lib/report/page/page.ts';
import { drawnSvg } from '../../../lib/report/picture/drawn.ts';
import { pictureOption } from '../../../lib/report/picture/option.ts';
import { paretoOption } from '../../../lib/report/picture/pareto-option.ts';
import { renderPng } from '../../../lib/report/picture/png.ts';
import { THEMES } from '../../../lib/report/picture/style.ts';
import { renderSvg } from '../../../lib/report/picture/svg.ts';
import { readReport } from '../../../lib/report/reading/read.ts';
import { METRICS, type Report, VIEWS } from '../../../lib/report/report.ts';
import { renderReports } from '../../../lib/report/terminal.ts';
import { measured, resultWith } from '../../support/result.ts';
import { readXml } from '../../support/xml.ts';

const plain = (text: string) => text;
const palette = { bold: plain, dim: plain, green: plain, yellow: plain };
const ATTACK =
  '</script><img src=x onerror=alert(1)>"\'&\u001b]0;x\u0007\u001b[2J|`@octocat`|\n# h\r\n![x](javascript:x) {a}{b} ]]>\u0000\ud800\u202e=1+1';

/** Every string of a document, and of what is in it, replaced; but those that say what a thing is. */
function attacked(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => attacked(one, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, attacked(one, name)]));
  }
  const kept = ['architecture', 'status', 'measuredBy', 'currency', 'stopped', 'tool'];
  return typeof value === 'string' && !kept.includes(key) ? ATTACK : value;
}

/** Checks that every output of it is whole and harmless. */
function assertRendered(document: unknown): void {
  const report = readReport(document, ATTACK);
  for (const view of VIEWS) {
    assertTerminal([report], view);
    assertMarkdown(renderMarkdown([report], { view, picture: ATTACK }));
  }
  const { data, errors } = papaparse.parse<string[]>(renderCsv([report]).trimEnd());
  expect(errors.filter(({ code }) => code !== 'UndetectableDelimiter')).toEqual([]);
  expect(data.flat().filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
  for (const svg of [renderSvg([report], { memoryScale: 'linear' }), ...logarithmic(report)]) {
    const { elements, attributes } = readXml(svg);
    expect([...elements.keys()].filter((name) => /script|img|image|foreignObject|^a$/i.test(name))).toEqual(
      [],
    );
    expect(attributes.filter((name) => /^on|href/i.test(name))).toEqual([]);
  }
  const page = pageOf(`<script type="application/json">${RESULTS_PLACE}</script>`, [document]);
  expect(page.match(/<\/?[a-z]/g)).toEqual(['<s', '</s']);
}

/** What the page draws of it besides. */
function logarithmic(report: Report): string[] {
  const [width, height] = [880, 640];
  const view = {
    view: 'warm',
    metric: 'mean',
    memoryScale: 'log',
    valueScale: 'log',
    theme: THEMES.light,
    width,
    height,
    interactive: true,
  } as const;
  return [pictureOption, paretoOption].map((option) => drawnSvg(option([report], view), width, height));
}

function assertTerminal(reports: readonly Report[], view: (typeof VIEWS)[number]): void {
  for (const columns of [undefined, 60]) {
    expect(renderReports(reports, palette, { view, columns })).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  }
  expect(renderReports(reports, palette, { view, ascii: true })).toMatch(/^[\n\x20-\x7e]*$/);
}

/** Nothing in a fenced block is markup, and nothing in it ends it. */
const BLOCK = /^(`{3,})\w*\n[\s\S]*?\n\1$/gm;

function assertMarkdown(whole: string): void {
  const text = whole.replaceAll(BLOCK, '');
  const ours = /<details><summary>|<\/summary>|<\/details>|<\/?sub>|!\[[^\]]*\]\(<[^<>\s]*>\)/g;
  const theirs = text.replaceAll(/\\[\s\S]/g, '').replaceAll(ours, '');
  expect(theirs).not.toMatch(/<|`|\]\(/);
  expect(theirs).not.toMatch(/@(?!\u200b)/);
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  const cells = rows.map((row) => row.replaceAll(/\\\|/g, '').split('|').length);
  expect(new Set(cells).size).toBeLessThanOrEqual(1);
  expect(text).not.toMatch(/^# /m);
}

describe('a result of which every string is an attack', () => {
  it('is rendered safely in every format', () => {
    assertRendered(attacked(resultWith()));
  });

  it('is rendered safely where it proposes a change', () => {
    const owner = { tool: 'cdk', stack: 'x', resource: 'x' };
    const proposal = { memoryMB: 512, architecture: 'arm64', reason: 'x', owner, change: 'x' };
    const document = attacked({ ...resultWith(), proposal });
    assertRendered(document);
    const fences = ['```', '````\n# h', '`'.repeat(20)];
    for (const change of fences)
      assertRendered({ ...(document as object), proposal: { ...proposal, change } });
    const text = renderMarkdown([readReport(document)]);
    expect(text.match(BLOCK)?.[0]).toContain('<img src=x onerror=alert(1)>');
  });

  it('is rendered safely where it is compared with another one', () => {
    const report = readReport({ ...(attacked(resultWith()) as object), title: ATTACK });
    assertTerminal([report, report], 'warm');
    const text = renderReports([report, report], palette, { columns: 70 });
    const figures = text.split('\n').filter((line) => /\d ms/.test(line));
    expect(figures.length).toBeGreaterThan(10);
    for (const line of figures) expect(stringWidth(line)).toBeLessThanOrEqual(70);
    assertMarkdown(renderMarkdown([report, report]));
    expect(readXml(renderSvg([report, report])).elements.get('svg')).toBe(1);
  });

  it('becomes a PNG', () => {
    expect(renderPng(renderSvg([readReport(attacked(resultWith()))])).length).toBeGreaterThan(1000);
  });
});

describe('a result of odd numbers', () => {
  const sizes = Array.from({ length: 200 }, (_, index) => 128 + index * 50);

  it.each([
    [
      '200 candidates',
      sizes.map((size) => measured(size % 100 === 28 ? 'x86_64' : 'arm64', size, 1e5 / size)),
    ],
    ['one', [measured('x86_64', 128, 10)]],
    ['none', []],
    ['the same one, again and again', Array.from({ length: 50 }, () => measured('x86_64', 128, 10))],
    [
      'none that was measured',
      [{ ...measured('arm64', 128, 1), status: 'skipped', warm: undefined, cold: undefined }],
    ],
    [
      'free and instant ones',
      [128, 256].map((size) => ({ ...measured('x86_64', size, 0), costPerMillionUsd: 0 })),
    ],
    ['tiny and huge ones', [measured('x86_64', 128, 1e-12), measured('x86_64', 2 ** 20, 1e15)]],
    ['sizes of no machine', [measured('x86_64', 1, 5), measured('x86_64', 2 ** 53, 5)]],
  ])('is rendered in every format: %s', (_, candidates) => {
    assertRendered({ ...resultWith(), candidates });
  });

  it('has no figure that is null or a string', () => {
    const damaged = (value: unknown) => {
      const candidate = JSON.parse(JSON.stringify(measured('x86_64', 128, 10)));
      candidate.warm.durationMs.mean.value = value;
      return readReport({ ...resultWith(), candidates: [candidate] }).entries[0]?.views.warm;
    };
    for (const value of [null, 'NaN', '12', -1, 1e300, [], {}]) expect(damaged(value)).toBeUndefined();
    expect(damaged(3)?.mean.value).toBe(3);
  });
});

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(null, 'NaN', 0, -1, 1e308, 5e-324, Number.MAX_SAFE_INTEGER),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
);
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(ATTACK), fc.constant(null));
const figure = fc.record(
  { value: number, n: number, low: number, high: number },
  { requiredKeys: ['value'] },
);
const distribution = fc.record({ mean: figure, p50: figure, p99: figure }, { requiredKeys: ['mean'] });
const candidate = fc.record(
  {
    architecture: fc.constantFrom('x86_64', 'arm64', 'riscv'),
    memoryMB: fc.oneof(fc.integer({ min: 1, max: 10_240 }), number),
    status: fc.constantFrom('measured', 'failed', 'not-measurable'),
    reason: text,
    warm: fc.record({ durationMs: distribution, costUsd: figure }),
    cold: fc.record({ initMs: distribution, latencyMs: distribution, costUsd: figure }),
    maxMemoryUsedMB: number,
    limits: fc.dictionary(text.map(String), fc.record({ met: fc.boolean(), overPercent: number })),
    failures: fc.array(fc.record({ reason: text, count: number }), { maxLength: 2 }),
  },
  { requiredKeys: ['architecture', 'memoryMB', 'status'] },
);
const result = fc.record({
  schemaVersion: fc.constant(1),
  title: text,
  candidates: fc.array(candidate, { maxLength: 8 }),
  recommendation: fc.record({
    architecture: fc.constantFrom('x86_64', 'arm64'),
    memoryMB: fc.oneof(fc.integer({ min: 1, max: 10_240 }), number),
    sentence: text,
    confidence: number,
    coldStartRate: number,
    ties: fc.array(fc.anything(), { maxLength: 2 }),
  }),
  warnings: fc.array(fc.record({ code: text, message: text }), { maxLength: 2 }),
  run: fc.record({ seconds: number, invocations: number, costUsd: number, seed: number }),
});

describe('any result', () => {
  it('is rendered in every format', () => {
    fc.assert(
      fc.property(result, (document) => assertRendered(document)),
      { numRuns: 40, seed: 7 },
    );
  }, 120_000);

  it('is drawn by any of its durations', () => {
    fc.assert(
      fc.property(
        result,
        fc.constantFrom(...METRICS),
        fc.constantFrom(...VIEWS),
        (document, metric, view) => {
          readXml(renderSvg([readReport(document)], { metric, view }));
        },
      ),
      { numRuns: 40, seed: 11 },
    );
  }, 120_000);
});
