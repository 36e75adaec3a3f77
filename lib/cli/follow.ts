import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Candidate, Plan, Work } from '../contract/index.ts';
import { isDenied } from './refused.ts';

/** What a run is seen to do, from its history. */
export type Progress =
  /** A round was planned: by the Initializer the first, by the Analyzer another. */
  | { readonly kind: 'planned'; readonly plan: Plan; readonly work: readonly Work[] }
  | { readonly kind: 'state'; readonly name: string }
  | { readonly kind: 'candidate'; readonly candidate: Candidate; readonly state: 'measuring' | 'measured' };

export interface FollowOptions {
  readonly pollMs: number;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** So many looks may fail one after another, with growing pauses: a network that comes back is no reason to give up. */
const FAILED_LOOKS = 8;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Follows an execution until it has ended.
 * @returns Step Functions' last description of it.
 * @throws the signal's reason when it is aborted; the last error when it can't be followed any more.
 */
export async function follow(
  states: SFNClient,
  executionArn: string,
  options: FollowOptions,
): Promise<DescribeExecutionCommandOutput> {
  const look = lookAt(states, executionArn, options);
  let failed = 0;
  let looked = false;
  for (;;) {
    let pauseMs = options.pollMs;
    try {
      const description = await look();
      failed = 0;
      looked = true;
      if (description.status !== 'RUNNING') return description;
    } catch (error) {
      if (options.signal.aborted || ++failed === FAILED_LOOKS) throw error;
      // Who may not look now may not in a minute either; once it went well, credentials may be renewed.
      if (!looked && isDenied(error)) throw error;
      pauseMs = Math.min(options.pollMs * 2 ** failed, LONGEST_PAUSE_MS);
    }
    await sleep(pauseMs, undefined, { signal: options.signal });
  }
}

/** One look: the status, and what the history has got since the look before. */
function lookAt(states: SFNClient, executionArn: string, options: FollowOptions) {
  const reader = new HistoryReader(options.onProgress);
  const abort = { abortSignal: options.signal };
  let nextToken: string | undefined;
  let seen = 0;
  return async (): Promise<DescribeExecutionCommandOutput> => {
    const description = await states.send(new DescribeExecutionCommand({ executionArn }), abort);
    // The history has no token for "what comes after": a page is read again until it is full.
    for (;;) {
      const page = await states.send(
        new GetExecutionHistoryCommand({
          executionArn,
          maxResults: PAGE,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
        abort,
      );
      for (const event of page.events ?? []) {
        if ((event.id ?? 0) <= seen) continue;
        seen = event.id ?? seen;
        reader.read(event);
      }
      if (page.nextToken === undefined) return description;
      nextToken = page.nextToken;
    }
  };
}

/** Small, since the last page is read again with every look. */
const PAGE = 100;

/** The states that end with a round to be measured. */
const PLANNING = new Set(['Initializer', 'Analyzer']);

class HistoryReader {
  readonly #onProgress: (progress: Progress) => void;

  constructor(onProgress: (progress: Progress) => void) {
    this.#onProgress = onProgress;
  }

  read(event: HistoryEvent): void {
    const { name, input } = event.stateEnteredEventDetails ?? {};
    if (event.type === 'TaskStateEntered' && name !== undefined) {
      if (name === 'Executor') this.#candidate(input, 'measuring');
      else this.#onProgress({ kind: 'state', name });
    }
    if (event.type === 'PassStateEntered' && (name === 'Digest' || name === 'Lost')) {
      this.#candidate(input, 'measured');
    }
    const exited = event.stateExitedEventDetails;
    if (event.type === 'TaskStateExited' && PLANNING.has(exited?.name ?? '')) this.#round(exited?.output);
  }

  #round(output: string | undefined): void {
    // A stage that failed is left by its Catch, with what went into it; an Analyzer that has decided, without a round.
    const { plan, round, error } = JSON.parse(output ?? '{}');
    if (plan === undefined || round === undefined || error !== undefined) return;
    this.#onProgress({ kind: 'planned', plan, work: round.work });
  }

  #candidate(input: string | undefined, state: 'measuring' | 'measured'): void {
    const { work } = JSON.parse(input ?? '{}') as { work?: Candidate };
    if (work !== undefined) this.#onProgress({ kind: 'candidate', candidate: work, state });
  }
}
