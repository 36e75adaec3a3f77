import { once } from 'node:events';
import type { Connection } from '../../lib/aws/clients/connection.ts';
import type { LaterS3 } from '../../lib/aws/clients/later.ts';
import { errorText } from '../../lib/aws/error-text.ts';
import type { Plan, TuningResult } from '../../lib/contract/index.ts';
import type { ReporterSettings } from './settings.ts';

/** Of all that is written and signed. It must not keep the answer from anybody. */
const LONGEST_PUBLISHING_MS = 20_000;

/** Time of its own to keep the result, which matters more than how it is shown. */
const LONGEST_KEEPING_MS = 10_000;

/** Step Functions takes no longer output of a state than 256 KiB; Lambda's answer has a heading beside it. */
const MOST_OUTPUT_BYTES = 252 * 1024;

type Warning = TuningResult['warnings'][number];
type Links = NonNullable<TuningResult['links']>;
type KeptPlan = Plan & { readonly resultsBucket: string };

/** Some of the links, and what is to be said of others. */
interface Part {
  readonly links?: Links;
  readonly warnings: readonly Warning[];
}

const NOTHING: Part = { warnings: [] };

/** What the links are made with. */
export interface LinkMaking {
  readonly connection: Connection;
  readonly s3: LaterS3;
  readonly settings: Pick<ReporterSettings, 'reportRoleArn' | 'viewerUrl'>;
  /** The page without results; asked for only where there is a bucket to write it into. */
  readonly pageTemplate: () => Promise<string>;
  readonly now: () => Date;
  /** How long all of it may take but for keeping the result. */
  readonly longestMs?: number;
  readonly longestKeepingMs?: number;
}

/**
 * Makes what shows a result, as far as the stack has places for it: the page and the output itself in the
 * results bucket, a link that opens the page, and one to the viewer. All of the SDK that this takes is loaded
 * only then.
 * @returns what gives a result its links. What can't be made is a warning of it: no answer is lost by that
 */
export function linkMaker({
  connection,
  s3,
  settings,
  pageTemplate,
  now,
  longestMs = LONGEST_PUBLISHING_MS,
  longestKeepingMs = LONGEST_KEEPING_MS,
}: LinkMaking) {
  const { reportRoleArn, viewerUrl } = settings;

  async function report(result: TuningResult, plan: KeptPlan, time: Time): Promise<Part> {
    const code = 'report-not-written';
    const what = `the report could not be written into the bucket ${plan.resultsBucket}`;
    const written = await tried({ code, what }, time, async () => {
      const { pageObject, putPage } = await import('../../lib/aws/results.ts');
      const { pageOf } = await import('../../lib/report/page/page.ts');
      const body = pageOf(await pageTemplate(), [result]);
      await putPage(await s3(), plan, body, time.signal);
      const { Bucket, Key } = pageObject(plan);
      return `s3://${Bucket}/${Key}`;
    });
    if ('warning' in written) return { warnings: [written.warning] };
    return await linked(written.made, plan, time);
  }

  async function linked(location: string, plan: KeptPlan, time: Time): Promise<Part> {
    // On a laptop: nobody there needs a link into the emulator.
    if (reportRoleArn === undefined) return { links: { report: { location } }, warnings: [] };
    const code = 'report-link-not-signed';
    const what = `the report lies at ${location}, but no link to it could be signed`;
    const signed = await tried({ code, what }, time, async () => {
      const { reportLink } = await import('../../lib/aws/report-link.ts');
      return await reportLink(connection, reportRoleArn, plan, now, time.signal);
    });
    return 'warning' in signed
      ? { links: { report: { location } }, warnings: [signed.warning] }
      : { links: { report: { location, ...signed.made } }, warnings: [] };
  }

  async function viewer(result: TuningResult, time: Time): Promise<Part> {
    if (viewerUrl === undefined) return NOTHING;
    const code = 'viewer-link-not-made';
    const what = 'the link to the viewer could not be made';
    const link = await tried({ code, what }, time, async () => {
      const { pageLink } = await import('../../lib/report/page-link.ts');
      return pageLink(viewerUrl, result);
    });
    return 'warning' in link ? { warnings: [link.warning] } : { links: { viewer: link.made }, warnings: [] };
  }

  /** @param history all of it, whatever an output has room for */
  async function keep(
    output: TuningResult,
    history: TuningResult['history'],
    { resultsBucket }: KeptPlan,
  ): Promise<TuningResult> {
    const code = 'result-not-kept';
    const what = `the result could not be kept in the bucket ${resultsBucket}`;
    const whole = history === undefined ? output : { ...output, history };
    const time = timeOf(longestKeepingMs);
    const kept = await tried({ code, what }, time, async () => {
      const { bucketStore } = await import('../../lib/aws/kept-results.ts');
      const { keep: keepIn } = await import('../../lib/core/history/store.ts');
      await keepIn(bucketStore(await s3(), resultsBucket, time.signal), whole);
    });
    return 'warning' in kept ? withWarnings(output, [kept.warning]) : output;
  }

  return async (result: TuningResult, plan: Plan): Promise<TuningResult> => {
    const time = timeOf(longestMs);
    const { resultsBucket } = plan;
    const keptPlan = resultsBucket === undefined ? undefined : { ...plan, resultsBucket };
    const page = keptPlan === undefined || plan.onlyResult ? NOTHING : await report(result, keptPlan, time);
    const view = await viewer(result, time);
    const output = fitting(result, { ...page.links, ...view.links }, [...page.warnings, ...view.warnings]);
    return keptPlan === undefined ? output : await keep(output, result.history, keptPlan);
  };
}

/** The time that there is. */
interface Time {
  readonly signal: AbortSignal;
  readonly seconds: number;
}

function timeOf(ms: number): Time {
  return { signal: AbortSignal.timeout(ms), seconds: ms / 1000 };
}

/** What was made; or the warning that says why it was not. */
type Tried<T> = { readonly made: T } | { readonly warning: Warning };

/** Tries something that has to end in time, whatever it waits for. */
async function tried<T>(
  { code, what }: { readonly code: string; readonly what: string },
  { signal, seconds }: Time,
  attempt: () => Promise<T>,
): Promise<Tried<T>> {
  try {
    return { made: await Promise.race([attempt(), end(signal)]) };
  } catch (error) {
    const reason = signal.aborted ? `it took longer than ${seconds} s` : errorText(error);
    return { warning: { code, message: `${what}: ${reason}` } };
  }
}

/** @throws the signal's reason, once there is one */
async function end(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
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
