import { type Currency, money } from '../numbers.ts';
import type { Entry, Report } from '../report.ts';
import type { LenientAverages } from './lenient.ts';
import { ALLOWED_RESULT, NotAResult } from './not-a-result.ts';
import { type AveragesSet, currencyOf, decodedFragment, setsOf } from './sets.ts';

const MILLION = 1e6;
const NAME = 'measured';

/**
 * aws-lambda-power-tuning's output as a report, or a link of it alone. What its averages are of is not known: they
 * stand where warm ones do.
 * @throws NotAResult where it has no averages at all.
 */
export function averagesReport(output: LenientAverages, label: string): Report {
  const { stateMachine, power } = output;
  const link = stateMachine?.visualization;
  const currency = link === undefined ? 'USD' : currencyOf(link);
  const spent = (stateMachine?.executionCost ?? 0) + (stateMachine?.lambdaCost ?? 0);
  const sets = setsOfOutput(output);
  const report = reportOfSets(sets, currency, output.title || label);
  const recommended =
    sets.length === 1 && power !== undefined
      ? report.entries.find(({ memoryMB }) => memoryMB === power)?.key
      : undefined;
  return {
    ...report,
    recommended,
    link,
    facts: [
      ...WRITTEN_BY,
      ...(spent > 0 ? [{ label: 'Cost of the run', text: money(spent, currency) }] : []),
    ],
  };
}

const WRITTEN_BY = [
  { label: 'Written by', text: 'aws-lambda-power-tuning: averages only, without intervals' },
];

/** Without `includeOutputResults` all averages but the answer's are in the link only. */
function setsOfOutput(output: LenientAverages): AveragesSet[] {
  const { stats, stateMachine, power, cost, duration } = output;
  if (stats.length > 0) {
    const names = new Set(stats.map(({ architecture = NAME }) => architecture));
    return [...names].map((name) => ({
      name,
      points: stats
        .filter(({ architecture = NAME }) => architecture === name)
        .map(({ value, averagePrice, averageDuration }) => ({
          memoryMB: value,
          durationMs: averageDuration,
          cost: averagePrice,
        })),
    }));
  }
  const link = stateMachine?.visualization;
  const chosen = power === undefined || cost === undefined || duration === undefined;
  if (chosen && link === undefined) throw new NotAResult(ALLOWED_RESULT);
  try {
    if (link !== undefined) return setsOf(decodedFragment(link));
  } catch (error) {
    if (chosen) throw error;
  }
  return chosen ? [] : [{ name: NAME, points: [{ memoryMB: power, durationMs: duration, cost }] }];
}

/** Curves of averages as a report. */
function reportOfSets(sets: readonly AveragesSet[], currency: Currency, title: string): Report {
  const entries = sets.flatMap(({ name, points }) => points.map((point) => entryOf(name, point)));
  return {
    title,
    currency,
    entries: [...new Map(entries.map((entry) => [entry.key, entry])).values()],
    basis: 'warm',
    ties: new Set(),
    pareto: new Set(),
    facts: WRITTEN_BY,
    warnings: [],
    insights: [],
    why: [],
  };
}

function entryOf(name: string, { memoryMB, durationMs, cost }: AveragesSet['points'][number]): Entry {
  return {
    key: `${name}-${memoryMB}`,
    series: name,
    ...(name === 'x86_64' || name === 'arm64' ? { architecture: name } : {}),
    memoryMB,
    status: 'measured',
    views: { warm: { mean: { value: durationMs }, costPerMillion: { value: cost * MILLION } } },
    notes: [],
    failures: [],
  };
}
