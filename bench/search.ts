/**
 * What does it cost to find the answer, and how good is it? `npm run bench:search [-- --curves DIR] [--seeds 60]
 * [--json FILE]` plays tuners against measured functions: the grid of aws-lambda-power-tuning's defaults with num 10
 * and 50, and our search with its defaults. Seeded: the same tables every time. It prints and judges nothing.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { mean, quantile } from 'simple-statistics';
import { costOf } from '../lib/core/analysis/observation.ts';
import { sizesOf } from '../lib/core/search/sizes.ts';
import { seededRandom } from '../lib/core/statistics/random.ts';
import { planWith } from '../test/support/plan.ts';
import { type Curve, readCurves } from './search/curve.ts';
import { type Game, playGrid, playOurs, type Table } from './search/players.ts';

const { values } = parseArgs({
  options: {
    curves: { type: 'string' },
    seeds: { type: 'string', default: '60' },
    json: { type: 'string' },
    games: { type: 'boolean' },
  },
});
const seeds = Number(values.seeds);
const folder =
  values.curves === undefined ? new URL('curves/', import.meta.url) : pathToFileURL(`${values.curves}/`);

/** Those that benchmarks of such tools have used before: what is compared by them is named in docs/benchmarks.md. */
const REFERENCE = [
  'mbwilding_nodejs18x_x86_64_s3put-long',
  'mbwilding_nodejs18x_x86_64_s3put-short',
  'mbwilding_python311_x86_64_s3put-long',
  'sebs_compression_warm',
  'sebs_thumbnailer-python_warm',
  'sebs_uploader_warm',
  'slapp_f1',
  'slapp_f3',
  'slapp_f5',
];

function planFor({ smallestMB, largestMB }: Curve, seed: number) {
  const search = {
    architectures: ['x86_64' as const],
    smallestMB,
    largestMB,
    tolerance: 0.02,
    confidence: 0.95,
    maxInvocations: 40,
    asked: 0,
    why: [],
  };
  const { baseline: _, ...plan } = planWith({ seed, num: 50, search });
  return plan;
}

interface Row {
  readonly curve: string;
  readonly variation: number;
  readonly optimumMB: number;
  readonly chosenMB: number;
  readonly costRatio: number;
  readonly medianRegret: number;
  readonly p90Regret: number;
  readonly coverage: number;
  readonly invocations: number;
  readonly rounds: number;
  readonly stopped: Record<string, number>;
}

const curves = readCurves(folder).filter(
  ({ name }) => values.curves !== undefined || REFERENCE.includes(name),
);

function summary(curve: Curve, games: readonly Game[], grid10: number): Row {
  const plan = planFor(curve, 0);
  const architecture = 'x86_64';
  const trueCost = (memoryMB: number) =>
    costOf(plan, { architecture, memoryMB }, curve.meanMs(memoryMB) + 0.5);
  const all = Array.from(
    { length: curve.largestMB - curve.smallestMB + 1 },
    (_, index) => curve.smallestMB + index,
  );
  const optimumMB = all.reduce((best, size) => (trueCost(size) < trueCost(best) ? size : best));
  const least = trueCost(optimumMB);
  const regrets = games.map(({ chosen }) => trueCost(chosen.memoryMB) / least - 1);
  const covered = games.filter(({ chosen, stated }) => {
    const truth = trueCost(chosen.memoryMB);
    return stated !== undefined && stated.low <= truth && truth <= stated.high;
  });
  return {
    curve: curve.name,
    variation: curve.variation,
    optimumMB,
    chosenMB: quantile(
      games.map(({ chosen }) => chosen.memoryMB),
      0.5,
    ),
    costRatio: mean(games.map(({ spent }) => spent)) / grid10,
    medianRegret: quantile(regrets, 0.5),
    p90Regret: quantile(regrets, 0.9),
    coverage: covered.length / games.length,
    invocations: mean(games.map(({ invocations }) => invocations)),
    rounds: mean(games.map(({ rounds }) => rounds)),
    stopped: Object.fromEntries(
      [...Map.groupBy(games, ({ stopped = '' }) => stopped)].map(([why, those]) => [why, those.length]),
    ),
  };
}

const started = performance.now();
const players = ['grid 10', 'grid 50', 'ours'] as const;
const rows = curves.map((curve) => {
  const play = (how: (table: Table) => Game, label: string) =>
    Array.from({ length: seeds }, (_, seed) =>
      how({
        plan: planFor(curve, seed),
        curves: { x86_64: curve },
        random: seededRandom(seed, `${curve.name}/${label}`),
      }),
    );
  const games = {
    'grid 10': play((table) => playGrid(table, 10), 'grid 10'),
    'grid 50': play((table) => playGrid(table, 50), 'grid 50'),
    ours: play(playOurs, 'ours'),
  };
  const grid10 = mean(games['grid 10'].map(({ spent }) => spent));
  return Object.fromEntries(
    players.map((player) => [player, summary(curve, games[player], grid10)]),
  ) as Record<(typeof players)[number], Row>;
});

const percent = (share: number, digits = 1) => `${(share * 100).toFixed(digits)}%`;
for (const row of rows) {
  for (const player of players) {
    const {
      curve,
      costRatio,
      medianRegret,
      p90Regret,
      coverage,
      invocations,
      rounds,
      chosenMB,
      optimumMB,
      stopped,
    } = row[player];
    console.log(
      curve.padEnd(40),
      player.padEnd(8),
      costRatio.toFixed(3),
      percent(medianRegret, 2),
      percent(p90Regret, 2),
      percent(coverage, 0),
      invocations.toFixed(1),
      rounds.toFixed(1),
      chosenMB,
      optimumMB,
      JSON.stringify(stopped),
    );
  }
}
const steady = rows.filter(({ ours }) => ours.variation <= 1);
for (const player of players) {
  const those = steady.map((row) => row[player]);
  console.log(
    player,
    'ratio',
    Math.exp(mean(those.map(({ costRatio }) => Math.log(costRatio)))).toFixed(3),
    'mean median',
    percent(mean(those.map(({ medianRegret }) => medianRegret)), 2),
    'worst p90',
    percent(Math.max(...those.map(({ p90Regret }) => p90Regret)), 2),
    'coverage',
    percent(mean(those.map(({ coverage }) => coverage))),
    'rounds',
    mean(those.map(({ rounds }) => rounds)).toFixed(1),
  );
}
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(rows));
void sizesOf;
