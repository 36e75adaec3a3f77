import type * as z from 'zod/mini';
import { type Currency, money } from '../numbers.ts';
import type { Entry, Report } from '../report.ts';
import type { lenientAverages } from './lenient.ts';
import { type AveragesSet, currencyOf, decodedFragment, setsOf } from './sets.ts';

const MILLION = 1e6;
const NAME = 'measured';

/**
 * aws-lambda-power-tuning's output as a report. What its averages are of is not known: they stand where warm ones
 * do.
 */
export function averagesReport(output: z.output<typeof lenientAverages>, label: string): Report {
  const { stats, stateMachine, power, cost, duration } = output;
  const link = stateMachine?.visualization;
  const currency = link === undefined ? 'USD' : currencyOf(link);
  const spent = (stateMachine?.executionCost ?? 0) + (stateMachine?.lambdaCost ?? 0);
  const listed = stats.map(({ value, averagePrice, averageDuration }) => ({
    memoryMB: value,
    durationMs: averageDuration,
    cost: averagePrice,
  }));
  const chosen = [{ memoryMB: power, durationMs: duration, cost }];
  const points = listed.length > 0 ? listed : link === undefined ? chosen : pointsOfLink(link, chosen);
  return {
    ...reportOfSets([{ name: NAME, points }], currency, label),
    recommended: `${NAME}-${power}`,
    facts: [
      ...WRITTEN_BY,
      ...(spent > 0 ? [{ label: 'Cost of the run', text: money(spent, currency) }] : []),
    ],
  };
}

const WRITTEN_BY = [
  { label: 'Written by', text: 'aws-lambda-power-tuning: averages only, without intervals' },
];

/** Without `includeOutputResults` the averages are in the link only. */
function pointsOfLink(link: string, otherwise: AveragesSet['points']): AveragesSet['points'] {
  try {
    return setsOf(decodedFragment(link))[0]?.points ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Curves of averages as a report. */
export function reportOfSets(sets: readonly AveragesSet[], currency: Currency, title: string): Report {
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
