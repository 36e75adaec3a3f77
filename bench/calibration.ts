/**
 * Do the stated intervals and probabilities hold? `npm run bench:calibration [-- --runs 1000]` draws samples from
 * measured durations (bench/curves) and from known distributions, and counts how often a 95% interval holds the
 * truth and how often a wrong winner is called sure. Seeded: the same tables every time. It prints and judges
 * nothing. The tables are Markdown, as docs/benchmarks.md has them.
 */
import { parseArgs } from 'node:util';
import { agreement } from './calibration/agreement.ts';
import { meanCoverage, quantileCoverage, strataCoverage } from './calibration/coverage.ts';
import {
  type Curve,
  FAMILIES,
  measuredCurves,
  type Population,
  populationOf,
} from './calibration/populations.ts';
import { winners } from './calibration/winners.ts';
import { machine, percent, table } from './markdown.ts';

const SAMPLES = [10, 30, 50, 100];
const AGREEMENT_SAMPLES = [10, 20, 30, 50, 100, 200];
const AGREEMENT_EACH = 8;
/** From this relative spread on a mean is not known from 30 samples. */
const LONG_TAIL = 0.3;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '1000' } } });
const runs = Number(values.runs);
const curves = measuredCurves();

console.log(`${machine()}; ${runs} runs a cell`);
meansTable();
quantilesTable();
agreementTable();
winnersTable();

function meansTable(): void {
  const steady = ({ relativeSpread }: Population) => relativeSpread < LONG_TAIL;
  const parts = [
    ...curves.map(({ name, sizes }) => ({ name, sizes: sizes.filter(steady) })),
    ...FAMILIES.map((family) => ({ name: family.name, sizes: [populationOf(family, 100)].filter(steady) })),
    ...curves.map(({ name, sizes }) => ({ name, sizes: sizes.filter((one) => !steady(one)) })),
    ...FAMILIES.map((family) => ({
      name: family.name,
      sizes: [populationOf(family, 100)].filter((one) => !steady(one)),
    })),
  ].filter(({ sizes }) => sizes.length > 0);
  table('mean: share of runs whose 95% interval holds the true mean', [
    [
      '',
      'spread',
      'sizes',
      ...SAMPLES.map((n) => `n ${n}`),
      'worst size, n 30',
      'not settled, n 30',
      'missed unwarned, n 30',
    ],
    ...parts.map(({ name, sizes }) => {
      const cells = SAMPLES.map((n) => meanCoverage(name, sizes, n, runs));
      const each = meanCoverage(name, sizes, 30, 200 * sizes.length);
      return [
        name,
        sizes.every(steady) ? '< 0.3' : '≥ 0.3',
        String(sizes.length),
        ...cells.map(({ covered }) => percent(covered)),
        ...[each.worst, each.warned, each.silent].map(percent),
      ];
    }),
  ]);
}

function quantilesTable(): void {
  const asked = [
    { p: 0.5, n: 10 },
    { p: 0.5, n: 30 },
    { p: 0.5, n: 100 },
    { p: 0.9, n: 30 },
    { p: 0.9, n: 100 },
    { p: 0.99, n: 100 },
    { p: 0.99, n: 300 },
    { p: 0.99, n: 1000 },
  ];
  table('quantiles: share of runs whose 95% interval holds the true one (– where none is stated)', [
    ['', ...asked.map(({ p, n }) => `p${p * 100}, n ${n}`)],
    ...FAMILIES.map((family) => [
      family.name,
      ...asked.map(({ p, n }) => {
        const covered = quantileCoverage(family, p, n, runs);
        return covered === undefined ? '–' : percent(covered);
      }),
    ]),
  ]);
  table('two payloads, 80% and 20%, each sent as often: the same for the mean and p50 of both', [
    ['', ...[30, 100].flatMap((n) => [`mean, n ${n}`, `p50, n ${n}`])],
    ...FAMILIES.map((family) => [
      family.name,
      ...[30, 100].flatMap((n) => {
        const { mean, p50 } = strataCoverage(family, n, runs);
        return [percent(mean), percent(p50)];
      }),
    ]),
  ]);
}

function agreementTable(): void {
  table('closed form against the bootstrap (BCa), measured curves, widths as shares of its width', [
    ['samples', 'n', 'low end, median', 'high end, median', '90% within', 'holds: closed', 'holds: BCa'],
    ...[false, true].flatMap((skewed) =>
      AGREEMENT_SAMPLES.map((n) => {
        const found = agreement(curves, n, AGREEMENT_EACH, skewed);
        return [
          `${skewed ? 'skewed (ABC)' : "settled (Student's t)"}`,
          String(n),
          signed(found.lowOut),
          signed(found.highOut),
          percent(found.apart),
          percent(found.coveredClosed),
          percent(found.coveredBootstrap),
        ];
      }),
    ),
  ]);
}

/** Neighbours that differ by nothing, 2% and 10% in cost, whatever their memory. */
function closeRace(name: string, index: number): Curve {
  const family = FAMILIES[index];
  if (family === undefined) throw new Error(`there is no family ${index}`);
  const sizes = [
    { memoryMB: 256, cost: 1 },
    { memoryMB: 512, cost: 1.02 },
    { memoryMB: 1024, cost: 1.1 },
    { memoryMB: 2048, cost: 1.02 },
  ];
  return {
    name,
    sizes: sizes.map(({ memoryMB, cost }) => populationOf(family, (cost * 800_000) / memoryMB, memoryMB)),
  };
}

function winnersTable(): void {
  const races = FAMILIES.map((family, index) => closeRace(`race at 2%: ${family.name}`, index));
  const rows = [...curves, ...races].flatMap((curve) =>
    SAMPLES.map((n) => {
      const found = winners(curve, n, Math.ceil(runs / 5));
      const { sure, wrong, wrongAndSure, notSettled, alarmed } = found;
      return [curve.name, String(n), ...[sure, wrong, wrongAndSure, notSettled, alarmed].map(percent)];
    }),
  );
  table(
    `cheapest size: ${Math.ceil(runs / 5)} runs of the whole analysis each; wrong is more than 1% dearer`,
    [
      ['', 'n', 'called sure (95%)', 'wrong', 'wrong and sure', 'not settled', 'false drift, disturbed'],
      ...rows,
    ],
  );
}

function signed(share: number): string {
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
}
