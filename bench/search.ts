/**
 * What does it cost to find the answer, and how good is it? `npm run bench:search [-- --curves DIR] [--seeds 60]
 * [--json FILE]` plays tuners against functions of which the truth is known: the grid of aws-lambda-power-tuning's
 * defaults with num 10 and 50, and our search with its defaults. By default measured functions (bench/curves), pairs of
 * them on both architectures, and a synthetic family; with --curves the eligible curves of a folder. Seeded: the same
 * tables every time. It prints and judges nothing.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { mean } from 'simple-statistics';
import type { Architecture } from '../lib/contract/index.ts';
import { searchPlan } from '../lib/core/search/search-plan.ts';
import type { SearchingPlan } from '../lib/core/search/sizes.ts';
import { seededRandom } from '../lib/core/statistics/random.ts';
import { planWith } from '../test/support/plan.ts';
import { machine, percent, table } from './markdown.ts';
import { asLongAs, atPace, type Compared, playTwice, type Twice } from './search/again.ts';
import { type Curve, type Curves, readCurves } from './search/curve.ts';
import { type Game, playGrid, playOurs, type Table } from './search/players.ts';
import { overall, type Summary, summaryOf } from './search/summary.ts';
import { DURATIONS_MS, KINDS, NOISES, syntheticCurve } from './search/synthetic.ts';

/** The nine by which tuners were compared before. */
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
/** Those that were looked at when the search was made; all others were held out. */
const LOOKED_AT = new Set([
  'mbwilding_nodejs18x_x86_64_s3put-long',
  'sebs_compression_warm',
  'sebs_thumbnailer-python_warm',
  'slapp_f1',
]);
/** Recorded on both architectures. */
const PAIRS = ['nodejs18x s3put-short', 'nodejs18x s3put-long', 'python311 s3put-long'];
/** Where single invocations vary by more than their mean, no few samples know it: such curves are told apart. */
const STEADY = 1;
const SYNTHETIC_SEEDS = 5;
/** A run that starts from another takes three runs: the earlier, a first one beside it, and itself. */
const CONFIRMATION_SEEDS = 8;
/** Of each pair of functions, of which one becomes the other. */
const CHANGED_SEEDS = 3;
const SYNTHETIC_CONFIRMATION_SEEDS = 1;
const SLOWER = 1.5;

const { values } = parseArgs({
  options: {
    curves: { type: 'string' },
    seeds: { type: 'string', default: '60' },
    json: { type: 'string' },
  },
});
const seeds = Number(values.seeds);
const own = new URL('curves/', import.meta.url);
const measured = readCurves(values.curves === undefined ? own : pathToFileURL(`${resolve(values.curves)}/`));
const chosen =
  values.curves === undefined ? measured.filter(({ name }) => REFERENCE.includes(name)) : measured;

const started = performance.now();
console.log(`${machine()}; ${seeds} seeds`);
const rows = chosen.map((curve) => ({ curve, players: playAll({ x86_64: curve }, curve.name, seeds) }));
curvesTable(rows);
if (values.curves === undefined) {
  heldOutTable();
  pairsTable();
  syntheticTable();
  confirmationTable();
}
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
if (values.json !== undefined) writeJson(values.json);

/** A plan with the defaults, as far as the curve reaches. What the current configuration is, nobody knows. */
function planFor(curves: Curves, seed: number): SearchingPlan {
  const architectures = Object.keys(curves) as Architecture[];
  const search = searchPlan({ search: 'auto', architectures }, { own: 'x86_64', payloads: 1 });
  if (search === undefined) throw new Error('auto is a search');
  const reach = Object.values(curves);
  const { baseline: _, ...plan } = planWith({ seed, num: 50 });
  return {
    ...plan,
    search: {
      ...search,
      smallestMB: Math.max(...reach.map(({ smallestMB }) => smallestMB)),
      largestMB: Math.min(...reach.map(({ largestMB }) => largestMB)),
    },
  };
}

type Player = 'grid 10' | 'grid 50' | 'ours';

function playAll(curves: Curves, label: string, count: number): Record<Player, Summary> {
  const play = (player: Player, how: (one: Table) => Game) =>
    Array.from({ length: count }, (_, seed) =>
      how({ plan: planFor(curves, seed), curves, random: seededRandom(seed, `${label}/${player}`) }),
    );
  const games = {
    'grid 10': play('grid 10', (one) => playGrid(one, 10)),
    'grid 50': play('grid 50', (one) => playGrid(one, 50)),
    ours: play('ours', playOurs),
  };
  const grid10 = mean(games['grid 10'].map(({ spent }) => spent));
  const summary = (player: Player) => summaryOf(planFor(curves, 0), curves, games[player], grid10);
  return { 'grid 10': summary('grid 10'), 'grid 50': summary('grid 50'), ours: summary('ours') };
}

function curvesTable(played: readonly { curve: Curve; players: Record<Player, Summary> }[]): void {
  table(
    'each curve: cost of exploring as a ratio to the grid with num 10; regret as a share of the least cost',
    [
      [
        '',
        'best MB',
        'grid 10: regret median, p90',
        'ours: chosen MB',
        'cost ratio',
        'regret median',
        'regret p90',
        'coverage',
        'invocations',
        'rounds',
        'sure',
      ],
      ...played.map(({ curve, players: { 'grid 10': grid, ours } }) => [
        curve.variation > STEADY ? `${curve.name} (apart)` : curve.name,
        String(ours.optimumMB),
        `${percent(grid.medianRegret, 2)}, ${percent(grid.p90Regret, 2)}`,
        String(ours.chosenMB),
        ours.costRatio.toFixed(3),
        percent(ours.medianRegret, 2),
        percent(ours.p90Regret, 2),
        percent(ours.coverage, 0),
        ours.invocations.toFixed(1),
        ours.rounds.toFixed(1),
        percent(ours.sure, 0),
      ]),
    ],
  );
  overallTable(
    'all but those that are told apart',
    played.filter(({ curve }) => curve.variation <= STEADY).map(({ players }) => players),
  );
}

function overallTable(heading: string, played: readonly Record<Player, Summary>[]): void {
  if (played.length === 0) return;
  const players: readonly Player[] = ['grid 10', 'grid 50', 'ours'];
  table(heading, [
    ['', 'cost ratio', 'mean of median regret', 'worst p90', 'coverage', 'invocations', 'rounds'],
    ...players.map((player) => {
      const all = overall(played.map((one) => one[player]));
      return [
        player,
        all.costRatio.toFixed(3),
        percent(all.meanMedianRegret, 2),
        percent(all.worstP90Regret, 2),
        player === 'ours' ? percent(all.coverage) : '–',
        all.invocations.toFixed(1),
        all.rounds.toFixed(1),
      ];
    }),
  ]);
}

function heldOutTable(): void {
  const heldOut = measured.filter(({ name, variation }) => !LOOKED_AT.has(name) && variation <= STEADY);
  const known = new Map(rows.map(({ curve, players }) => [curve.name, players]));
  overallTable(
    `the ${heldOut.length} steady curves that were held out: ${heldOut.map(({ name }) => name).join(', ')}`,
    heldOut.map((curve) => known.get(curve.name) ?? playAll({ x86_64: curve }, curve.name, seeds)),
  );
}

function pairsTable(): void {
  const played = pairs().map(({ pair, curves }) => ({ pair, players: playAll(curves, pair, seeds) }));
  table('both architectures in one run; the grid measures both', [
    [
      '',
      'grid 10: regret median, p90',
      'cost ratio',
      'regret median',
      'regret p90',
      'coverage',
      'invocations',
    ],
    ...played.map(({ pair, players: { 'grid 10': grid, ours } }) => [
      pair,
      `${percent(grid.medianRegret, 2)}, ${percent(grid.p90Regret, 2)}`,
      ours.costRatio.toFixed(3),
      percent(ours.medianRegret, 2),
      percent(ours.p90Regret, 2),
      percent(ours.coverage, 0),
      ours.invocations.toFixed(1),
    ]),
  ]);
}

function pairs(): { pair: string; curves: Curves }[] {
  const byName = new Map(measured.map((curve) => [curve.name, curve]));
  return PAIRS.flatMap((pair) => {
    const [runtime, job] = pair.split(' ');
    const [x86, arm64] = ['x86_64', 'arm64'].map((one) => byName.get(`mbwilding_${runtime}_${one}_${job}`));
    return x86 && arm64 ? [{ pair, curves: { x86_64: x86, arm64 } }] : [];
  });
}

function syntheticTable(): void {
  const lines = KINDS.flatMap((kind) =>
    NOISES.map((noise) => {
      const all = DURATIONS_MS.map((durationMs) => {
        const curve = syntheticCurve(kind, durationMs, noise);
        return playAll({ x86_64: curve }, curve.name, SYNTHETIC_SEEDS);
      });
      const [grid, ours] = [overall(all.map((one) => one['grid 10'])), overall(all.map((one) => one.ours))];
      return [
        kind.name,
        percent(noise, 0),
        percent(grid.meanMedianRegret),
        ours.costRatio.toFixed(3),
        percent(ours.meanMedianRegret),
        percent(ours.worstP90Regret),
        percent(ours.coverage, 0),
        ours.invocations.toFixed(1),
        percent(mean(all.map((one) => one.ours.sure)), 0),
      ];
    }),
  );
  table(
    `synthetic functions up to 10,240 MB, each with ${DURATIONS_MS.join(', ')} ms on one vCPU, ${SYNTHETIC_SEEDS} seeds`,
    [
      [
        '',
        'noise',
        'grid 10: median regret',
        'cost ratio',
        'median regret',
        'worst p90',
        'coverage',
        'invocations',
        'sure',
      ],
      ...lines,
    ],
  );
}

function confirmationTable(): void {
  const steady = measured.filter(({ variation }) => variation <= STEADY);
  const of = (isHeldOut: boolean) => steady.filter(({ name }) => LOOKED_AT.has(name) !== isHeldOut);
  const [looked, heldOut] = [of(false), of(true)];
  const count = Math.min(seeds, CONFIRMATION_SEEDS);
  const curvesOf = (curve: Curve): Curves => ({ x86_64: curve });
  const same = (curve: Curve): Twice => ({
    label: `${curve.name}/same`,
    before: curvesOf(curve),
    now: curvesOf(curve),
    isSameCode: true,
  });
  const slower = (curve: Curve, isSameCode: boolean): Twice => ({
    label: `${curve.name}/slower`,
    before: curvesOf(curve),
    now: atPace(curvesOf(curve), SLOWER),
    isSameCode,
  });
  // Each was any of the others, so that every kind of change is among them.
  const others = (curve: Curve, change: (then: Curve, now: Curve) => Curve): Twice[] =>
    steady
      .filter((one) => one !== curve)
      .map((then) => ({
        label: `${then.name}/${curve.name}`,
        before: curvesOf(then),
        now: curvesOf(change(then, curve)),
        isSameCode: false,
      }));
  const play = (twices: readonly Twice[], each = count) => twices.map((one) => playTwice(one, each, planFor));
  const changed = Math.min(seeds, CHANGED_SEEDS);
  const lines = (name: string, curves: readonly Curve[]): [string, Compared[]][] => [
    [`${name}: unchanged`, play(curves.map(same))],
    [`${name}: ${SLOWER} times as slow, the same code`, play(curves.map((one) => slower(one, true)))],
    [`${name}: ${SLOWER} times as slow, new code`, play(curves.map((one) => slower(one, false)))],
    [
      `${name}: has become another function`,
      play(
        curves.flatMap((one) => others(one, (_, now) => now)),
        changed,
      ),
    ],
    [
      `${name}: another that takes as long`,
      play(
        curves.flatMap((one) => others(one, asLongAs)),
        changed,
      ),
    ],
  ];
  const synthetic = KINDS.flatMap((kind) =>
    NOISES.filter((noise) => noise <= STEADY).flatMap((noise) =>
      DURATIONS_MS.map((durationMs) => same(syntheticCurve(kind, durationMs, noise))),
    ),
  );
  confirmations([
    ...lines('looked at', looked),
    ...lines('held out', heldOut),
    [
      'both architectures: unchanged',
      play(
        pairs().map(({ pair, curves }) => ({
          label: `${pair}/same`,
          before: curves,
          now: curves,
          isSameCode: true,
        })),
      ),
    ],
    ['synthetic: unchanged', play(synthetic, SYNTHETIC_CONFIRMATION_SEEDS)],
  ]);
}

function confirmations(lines: readonly (readonly [string, readonly Compared[]])[]): void {
  table(
    'a run that starts from the last one, beside a first run of what the function is by then: cost and invocations as a share of the first run’s, mean over all functions; regret as a share of the least cost',
    [
      [
        '',
        'cost',
        'invocations',
        'first run: mean of median regret',
        'worst p90',
        'again: mean of median regret',
        'worst p90',
        'coverage',
        'rounds',
      ],
      ...lines.map(([name, compared]) => {
        const [first, again] = [
          overall(compared.map((one) => one.first)),
          overall(compared.map((one) => one.again)),
        ];
        return [
          name,
          mean(compared.map((one) => one.again.costRatio)).toFixed(3),
          (again.invocations / first.invocations).toFixed(3),
          percent(first.meanMedianRegret, 2),
          percent(first.worstP90Regret, 2),
          percent(again.meanMedianRegret, 2),
          percent(again.worstP90Regret, 2),
          percent(again.coverage),
          again.rounds.toFixed(1),
        ];
      }),
    ],
  );
}

function writeJson(file: string): void {
  const steady = rows.filter(({ curve }) => curve.variation <= STEADY);
  const { rounds: _, ...all } = overall(steady.map(({ players }) => players.ours));
  const each = rows.map(({ curve, players: { ours } }) => {
    const { rounds: __, sure: ___, ...summary } = ours;
    return { curve: curve.name, ...summary };
  });
  writeFileSync(file, `${JSON.stringify({ overall: all, curves: each }, null, 2)}\n`);
}
