import type { Connection } from '../../lib/aws/clients/connection.ts';
import type { LaterS3 } from '../../lib/aws/clients/later.ts';
import { timeOf, tried } from '../../lib/aws/in-time.ts';
import type { RunInBucket } from '../../lib/aws/results.ts';
import type { Plan, TuningResult } from '../../lib/contract/index.ts';
import type { ReporterSettings } from './settings.ts';

/**
 * Of each thing that is written or signed: none must keep the answer from anybody, nor its time from the others.
 * Three of them, after the history was read, are over before the stage's own time is up (lib/stack/stages.ts).
 */
const LONGEST_MS = 10_000;

/** Step Functions takes no longer output of a state than 256 KiB; Lambda's answer has a heading beside it. */
const MOST_OUTPUT_BYTES = 252 * 1024;

type Warning = TuningResult['warnings'][number];
type Links = NonNullable<TuningResult['links']>;

/** What the links are made with. */
export interface LinkMaking {
  readonly connection: Connection;
  readonly s3: LaterS3;
  readonly settings: Pick<ReporterSettings, 'reportRoleArn' | 'viewerUrl'>;
  /** The page without results; asked for only where there is a bucket to write it into. */
  readonly pageTemplate: () => Promise<string>;
  readonly now: () => Date;
  /** How long each of them may take. */
  readonly longestMs?: number;
}

/**
 * Makes what shows a result, as far as the stack has places for it: the page and the result itself in the
 * results bucket, a link that opens the page, and one to the viewer. All of the SDK that this takes is loaded
 * only then.
 * @returns what gives a result its links. What can't be made, or not in time, is a warning of it: no answer is
 *   lost by that, and nothing else that doesn't need it
 */
export function linkMaker({
  connection,
  s3,
  settings,
  pageTemplate,
  now,
  longestMs = LONGEST_MS,
}: LinkMaking) {
  const { reportRoleArn, viewerUrl } = settings;

  /** @returns where the page lies */
  async function putPage(result: TuningResult, plan: RunInBucket, signal: AbortSignal): Promise<string> {
    const { pageObject, putPage: put } = await import('../../lib/aws/results.ts');
    const { pageOf } = await import('../../lib/report/page/page.ts');
    const body = pageOf(await pageTemplate(), [result]);
    await put(await s3(), plan, body, signal);
    const { Bucket, Key } = pageObject(plan);
    return `s3://${Bucket}/${Key}`;
  }

  async function report(
    result: TuningResult,
    plan: RunInBucket,
    attempts: Attempts,
  ): Promise<Links['report']> {
    const location = await attempts.made(
      'report-not-written',
      `the report could not be written into the bucket ${plan.resultsBucket}`,
      (signal) => putPage(result, plan, signal),
    );
    if (location === undefined) return undefined;
    // On a laptop: nobody there needs a link into the emulator.
    if (reportRoleArn === undefined) return { location };
    const link = await attempts.made(
      'report-link-not-signed',
      `the report lies at ${location}, but no link to it could be signed`,
      async (signal) => {
        const { reportLink } = await import('../../lib/aws/report-link.ts');
        return await reportLink(connection, reportRoleArn, plan, now, signal);
      },
    );
    return { location, ...link };
  }

  async function viewer(result: TuningResult, attempts: Attempts): Promise<Links['viewer']> {
    if (viewerUrl === undefined) return undefined;
    return await attempts.made(
      'viewer-link-not-made',
      'the link to the viewer could not be made',
      async () => {
        const { pageLink } = await import('../../lib/report/page-link.ts');
        return pageLink(viewerUrl, result);
      },
    );
  }

  /** @param history all of it, whatever an output has room for */
  async function keep(
    output: TuningResult,
    history: TuningResult['history'],
    { resultsBucket }: RunInBucket,
  ): Promise<TuningResult> {
    const whole = history === undefined ? output : { ...output, history };
    const attempts = attemptsOf(longestMs);
    await attempts.made(
      'result-not-kept',
      `the result could not be kept in the bucket ${resultsBucket}`,
      async (signal) => {
        const { bucketStore } = await import('../../lib/aws/kept-results.ts');
        const { keep: keepIn } = await import('../../lib/core/history/store.ts');
        await keepIn(bucketStore(await s3(), resultsBucket, signal), whole);
      },
    );
    return withWarnings(output, attempts.warnings);
  }

  return async (result: TuningResult, plan: Plan): Promise<TuningResult> => {
    const { resultsBucket } = plan;
    const kept = resultsBucket === undefined ? undefined : { ...plan, resultsBucket };
    const attempts = attemptsOf(longestMs);
    const page = kept && !plan.onlyResult ? await report(result, kept, attempts) : undefined;
    const view = await viewer(result, attempts);
    const links: Links = {
      ...(page === undefined ? {} : { report: page }),
      ...(view === undefined ? {} : { viewer: view }),
    };
    const output = fitting(result, links, attempts.warnings);
    return kept === undefined ? output : await keep(output, result.history, kept);
  };
}

/** Things that are tried one after another. */
interface Attempts {
  /** What could not be made so far, and why. */
  readonly warnings: readonly Warning[];
  /**
   * Tries one, which has to end in time, whatever it waits for.
   * @param what could not be done, where it can't
   * @returns what was made; nothing where there is a warning of it
   */
  made<T>(code: string, what: string, attempt: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
}

function attemptsOf(longestMs: number): Attempts {
  const warnings: Warning[] = [];
  return {
    warnings,
    async made(code, what, attempt) {
      const time = timeOf(longestMs);
      const result = await tried({ code, what }, time, () => attempt(time.signal));
      if ('made' in result) return result.made;
      warnings.push(result.warning);
      return undefined;
    },
  };
}

/**
 * The result with its links. Where it would not fit, the history stays out first, and then the link to the viewer,
 * which is the longest.
 */
function fitting(result: TuningResult, links: Links, warnings: readonly Warning[]): TuningResult {
  const output = withWarnings(withLinks(result, links), warnings);
  const { history, ...others } = result;
  if (history === undefined || bytes(output) <= MOST_OUTPUT_BYTES) return withViewer(result, links, warnings);
  const message = `the history of the function has no room in the output: Step Functions carries 256 KiB. It is in the result that is kept in the results bucket`;
  return withViewer(others, links, [...warnings, { code: 'history-too-long', message }]);
}

function withViewer(result: TuningResult, links: Links, warnings: readonly Warning[]): TuningResult {
  const output = withWarnings(withLinks(result, links), warnings);
  const { viewer, ...others } = links;
  if (viewer === undefined || bytes(output) <= MOST_OUTPUT_BYTES) return output;
  const message = `the link to the viewer has no room in the output: it is ${bytes(viewer)} bytes long, and Step Functions carries 256 KiB. The report's page, or the output put into the viewer, shows the same`;
  return withWarnings(withLinks(result, others), [...warnings, { code: 'viewer-link-too-long', message }]);
}

function withLinks(result: TuningResult, links: Links): TuningResult {
  return Object.keys(links).length === 0 ? result : { ...result, links };
}

function withWarnings(result: TuningResult, warnings: readonly Warning[]): TuningResult {
  return { ...result, warnings: [...result.warnings, ...warnings] };
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
