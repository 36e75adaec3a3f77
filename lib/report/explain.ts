import type { TuningResult } from '../contract/index.ts';
import type { SearchStop } from '../contract/search.ts';
import { runTime } from './past-runs.ts';
import { printable } from './printable.ts';

/** Round by round what a search measured and why, and how it ended; of a grid that there was nothing to decide. */
export function explain({ why, search, candidates, recommendation, run }: TuningResult): string {
  const answer = printable(recommendation.sentence);
  if (why === undefined || search === undefined) {
    return [
      `A grid: all ${candidates.length} configurations were given beforehand and measured in one round, with ${run.invocations} invocations.`,
      answer,
    ].join('\n');
  }
  return [...why.map(({ round, decision }) => `Round ${round}. ${printable(decision)}.`), answer].join('\n');
}

/** What of a result says how its search went. */
interface Searched {
  readonly search?:
    | {
        readonly stopped: SearchStop;
        readonly invocations: number;
        readonly previous?: { readonly startedAt: string } | undefined;
      }
    | undefined;
  readonly why?: readonly { readonly round: number }[] | undefined;
  readonly candidates: readonly { readonly status: string }[];
}

/** One line on how a search ended. */
export function searchInShort({ why, search, candidates }: Searched): string[] {
  if (search === undefined || why === undefined) return [];
  const rounds = new Set(why.map(({ round }) => round)).size;
  const { previous } = search;
  const measured = candidates.filter(({ status }) => status === 'measured').length;
  return [
    `Searched${previous === undefined ? '' : `, from the run of ${runTime(previous.startedAt)} (UTC)`}: ${measured} ${measured === 1 ? 'size' : 'sizes'}, ${search.invocations} invocations, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}; ${ENDED[search.stopped]}. power-tuner explain <result.json> says why.`,
  ];
}

const ENDED: Readonly<Record<SearchStop, string>> = {
  sure: 'as sure as asked for',
  'no-gain': 'no further measurement was worth its price',
  'max-invocations': 'ended by maxInvocations',
  'max-cost': 'ended by maxCostUsd',
  'nothing-left': 'everything was measured',
};
