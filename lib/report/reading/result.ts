import { candidateKey } from '../../contract/candidate.ts';
import { comparedKind } from '../../core/analysis/invocation-kind.ts';
import { TOOL_NAMES } from '../../core/applying/tool-names.ts';
import { searchInShort } from '../explain.ts';
import { brokenInShort } from '../limits-in-short.ts';
import { type Currency, count, megabytes, money, percent, seconds } from '../numbers.ts';
import { appliedName, onTrial } from '../on-trial.ts';
import { languageOfChange } from '../proposal/language.ts';
import type { Entry, Fact, ProposedChange, Report, Shown, View } from '../report.ts';
import { sinceInWords } from '../since.ts';
import { historyOf } from './history.ts';
import { type LenientCandidate, type LenientResult, nameOf } from './lenient.ts';
import { perMillion } from './per-million.ts';

type LenientDistribution = NonNullable<LenientCandidate['warm']>['durationMs'];

/** Our output as a report. */
export function resultReport(result: LenientResult, label: string): Report {
  const { recommendation, baseline, run } = result;
  const currency: Currency = run?.prices?.currency === 'CNY' ? 'CNY' : 'USD';
  const entries = distinct(result.candidates.map(entryOf));
  const coldStartRate = recommendation?.coldStartRate;
  const known = new Set(entries.map(({ key }) => key));
  const keys = (list: readonly { architecture: string; memoryMB: number }[] = []) =>
    new Set(
      list.map(({ architecture, memoryMB }) => `${architecture}-${memoryMB}`).filter((key) => known.has(key)),
    );
  const [recommended] = keys(recommendation === undefined ? [] : [recommendation]);
  const [current] = keys(baseline === undefined ? [] : [baseline]);
  const basis = comparedKind({ candidates: entries.map(({ views }) => views), recommendation });
  return {
    title: result.title || functionName(result.target?.functionArn) || label,
    currency,
    entries,
    basis,
    coldStartRate: coldStartRate ?? result.candidates.find(({ blended }) => blended)?.blended?.rate,
    recommended,
    current,
    ties: keys(recommendation?.ties),
    pareto: keys(recommendation?.pareto),
    sentence: recommendation?.sentence,
    confidence: recommendation?.confidence,
    measuredBy: result.measuredBy,
    source: result.source,
    invocationsAMonth: recommendation?.monthly?.invocations,
    saving: savingOf(recommendation?.saving),
    applied: appliedOf(result.applied),
    since: sinceOf(result.outcome),
    proposal: proposalOf(result.proposal),
    searched: searchInShort({ ...result, why: result.why.length > 0 ? result.why : undefined })[0],
    spent: spentOf(result, currency),
    // The page itself shows most; a link that was signed ends soon, but whoever reads this has just got it.
    link: result.links?.viewer ?? result.links?.report?.url ?? result.stateMachine?.visualization,
    facts: factsOf(result, currency),
    warnings: result.warnings.filter(({ code }) => !INSIGHTS.has(code ?? '')).map(({ message }) => message),
    insights: result.warnings
      .filter(({ code }) => INSIGHTS.has(code ?? ''))
      .map(({ message }) => told(message)),
    why: result.why.map(({ round, decision }) => `Round ${count(round)}. ${decision}.`),
    history: historyOf(result, { entries, basis, recommended, current, currency }),
  };
}

function entryOf(candidate: LenientCandidate): Entry {
  const { architecture, memoryMB, status, reason, warm, cold, blended, limits, failures } = candidate;
  const init = cold?.initMs ?? cold?.restoreMs;
  return {
    key: candidateKey(candidate),
    series: architecture,
    architecture,
    memoryMB,
    status,
    reason,
    views: {
      ...(warm === undefined ? {} : { warm: viewOf(warm.durationMs, warm.costUsd) }),
      ...(cold === undefined ? {} : { cold: viewOf(cold.latencyMs, cold.costUsd) }),
      ...(blended === undefined ? {} : { blended: viewOf(blended.latencyMs, blended.costUsd) }),
    },
    initMs: init?.mean,
    maxMemoryUsedMB: candidate.maxMemoryUsedMB,
    notes: [...brokenInShort(limits ?? {}), ...(candidate.memoryTight ? ['memory tight'] : [])],
    failures: failures.map((failure) => `${count(failure.count)} × ${failure.reason}`),
  };
}

function viewOf({ mean, p50, p90, p99, quantiles }: LenientDistribution, cost: Shown): View {
  return { mean, p50, p90, p99, costPerMillion: perMillion(cost), quantilesMs: quantiles };
}

/** A candidate that stands there twice is drawn once. */
function distinct(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}

function functionName(arn: string | undefined): string | undefined {
  const name = arn?.split(':')[6];
  return name === undefined ? undefined : nameOf(name);
}

/** What is good to know, and nothing to mend. */
const INSIGHTS: ReadonlySet<string> = new Set(['init-boost']);

/** As a sentence. */
function told(message: string): string {
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
}

function savingOf(saving: NonNullable<LenientResult['recommendation']>['saving']): string | undefined {
  if (saving === undefined) return undefined;
  const { costPercent, durationPercent, costPercentInterval, durationPercentInterval } = saving;
  const cost = changeInWords(costPercent, costPercentInterval, 'cheaper', 'dearer');
  return `${cost} and ${changeInWords(durationPercent, durationPercentInterval, 'faster', 'slower')}`;
}

/** "36% cheaper (35% to 37%)"; an end on the other side of zero has a word of its own: "1% dearer to 3% cheaper". */
function changeInWords(
  percents: number,
  interval: { low: number; high: number } | undefined,
  better: string,
  worse: string,
): string {
  const word = (value: number) => (value >= 0 ? better : worse);
  const stated = `${percent(percents)} ${word(percents)}`;
  if (interval === undefined || interval.low > interval.high) return stated;
  const { low, high } = interval;
  if (word(low) !== word(high))
    return `${stated} (${percent(low)} ${word(low)} to ${percent(high)} ${word(high)})`;
  const [nearer, further] = [low, high].sort((a, b) => Math.abs(a) - Math.abs(b));
  return `${stated} (${percent(nearer ?? low)} to ${percent(further ?? high)})`;
}

function sinceOf(outcome: LenientResult['outcome']): string | undefined {
  const { change, before } = outcome ?? {};
  if (change === undefined || before === undefined) return undefined;
  return sinceInWords(before.startedAt, change, outcome?.outcome === 'regressed');
}

function appliedOf(done: LenientResult['applied']): string | undefined {
  if (done === undefined) return undefined;
  const { version, alias, canary } = done;
  if (canary !== undefined && alias !== undefined) return onTrial({ ...done, canary });
  const published = alias === undefined ? '' : `; version ${version} published, alias ${alias} points at it`;
  return `Applied: ${appliedName(done)}${published}.`;
}

function proposalOf(proposal: LenientResult['proposal']): ProposedChange | undefined {
  if (proposal === undefined) return undefined;
  const { memoryMB, architecture, owner, reason, change } = proposal;
  const names = [owner?.stack, owner?.resource].filter(Boolean).join(', ');
  const where =
    owner === undefined ? '' : ` in ${TOOL_NAMES[owner.tool]}${names === '' ? '' : ` (${names})`}`;
  return {
    text: `To change${where}: ${megabytes(memoryMB)} on ${architecture}. ${told(reason)}`,
    lines: change.toWellFormed(),
    language: languageOfChange(owner?.tool),
  };
}

/** What the run itself cost; on the emulator what it would have cost in AWS. */
function spentOf({ measuredBy, run }: LenientResult, currency: Currency): string | undefined {
  if (run?.costUsd === undefined || measuredBy === undefined) return undefined;
  const { invocations, costUsd, cost = {} } = run;
  const part = (of: string, amount: number | undefined) =>
    amount === undefined ? [] : [`${of} ${money(amount, currency)}`];
  const parts = [
    ...part(
      `${count(invocations ?? 0)} invocations`,
      invocations === undefined ? undefined : cost.invocationsUsd,
    ),
    ...part(
      `${count(cost.stateTransitions ?? 0)} state transitions`,
      cost.stateTransitions === undefined ? undefined : cost.stateTransitionsUsd,
    ),
    ...part("the tuner's own functions", cost.stagesUsd),
  ];
  const verb = measuredBy === 'aws' ? 'cost' : 'would have cost in AWS';
  return `This run ${verb} ${money(costUsd, currency)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}

function factsOf(
  { target, measuredBy, source, run, recommendation }: LenientResult,
  currency: Currency,
): Fact[] {
  const { prices } = run ?? {};
  const facts: [string, string | undefined][] = [
    ['Region', target?.region],
    ['Measured', measuredWith(measuredBy, source)],
    ['Strategy', recommendation?.strategy],
    ['Started', run?.startedAt],
    ['Took', run?.seconds === undefined ? undefined : seconds(run.seconds)],
    ['Invocations', run?.invocations === undefined ? undefined : count(run.invocations)],
    [
      measuredBy === 'aws' ? 'Cost of the run' : 'Cost of the run, had it been in AWS',
      run?.costUsd === undefined ? undefined : money(run.costUsd, currency),
    ],
    [
      'Prices',
      prices?.asOf === undefined
        ? undefined
        : `of ${prices.asOf}, from ${prices.source ?? 'a source that is not named'}`,
    ],
    ['Seed', run?.seed === undefined ? undefined : String(run.seed)],
    ['Raw samples', run?.samples],
  ];
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]));
}

function measuredWith(
  measuredBy: LenientResult['measuredBy'],
  source: string | undefined,
): string | undefined {
  switch (measuredBy) {
    case 'aws':
      return 'on AWS';
    case 'process':
      return 'on a local machine: trust the shape, not the absolute milliseconds';
    case 'replayed':
      return `replayed measurements, from ${source ?? 'an unnamed source'}`;
    default:
      return undefined;
  }
}
