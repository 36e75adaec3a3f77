import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Candidate, Plan, Work } from '../contract/index.ts';

/** What a run is seen to do, from its history. */
export type Progress =
  | { readonly kind: 'planned'; readonly plan: Plan; readonly work: readonly Work[] }
  | { readonly kind: 'state'; readonly name: string }
  | { readonly kind: 'candidate'; readonly candidate: Candidate; readonly state: 'measuring' | 'measured' };

export interface FollowOptions {
  readonly pollMs: number;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * Follows an execution until it has ended.
 * @returns Step Functions' last description of it.
 * @throws the signal's reason when it is aborted.
 */
export async function follow(
  states: SFNClient,
  executionArn: string,
  options: FollowOptions,
): Promise<DescribeExecutionCommandOutput> {
  const reader = new HistoryReader(options.onProgress);
  let nextToken: string | undefined;
  let seen = 0;
  for (;;) {
    const description = await states.send(new DescribeExecutionCommand({ executionArn }), {
      abortSignal: options.signal,
    });
    // The history has no token for "what comes after": a page is read again until it is full.
    do {
      const page = await states.send(
        new GetExecutionHistoryCommand({
          executionArn,
          maxResults: PAGE,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
        { abortSignal: options.signal },
      );
      const events = page.events ?? [];
      for (const event of events) {
        if ((event.id ?? 0) <= seen) continue;
        seen = event.id ?? seen;
        reader.read(event);
      }
      if (page.nextToken === undefined) break;
      nextToken = page.nextToken;
    } while (!options.signal.aborted);
    if (description.status !== 'RUNNING') return description;
    await sleep(options.pollMs, undefined, { signal: options.signal });
  }
}

const PAGE = 1000;

class HistoryReader {
  readonly #onProgress: (progress: Progress) => void;
  #planned = false;

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
    if (
      event.type === 'TaskStateExited' &&
      event.stateExitedEventDetails?.name === 'Initializer' &&
      !this.#planned
    ) {
      // An Initializer that failed is left by its Catch, without a plan.
      const { plan, round } = JSON.parse(event.stateExitedEventDetails.output ?? '{}');
      if (plan === undefined || round === undefined) return;
      this.#planned = true;
      this.#onProgress({ kind: 'planned', plan, work: round.work });
    }
  }

  #candidate(input: string | undefined, state: 'measuring' | 'measured'): void {
    const { work } = JSON.parse(input ?? '{}') as { work?: Candidate };
    if (work !== undefined) this.#onProgress({ kind: 'candidate', candidate: work, state });
  }
}
