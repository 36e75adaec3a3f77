import type { CanaryMoments, CanaryReports, CanaryVersion } from '../../contract/index.ts';
import { totalCost } from '../pricing/cost.ts';
import { readAnyReport } from '../report-line/any-report.ts';
import type { Report } from '../report-line/report.ts';
import { mergeMoments, momentsOf } from '../statistics/moments.ts';

/** One event of a log group. */
export interface LogLine {
  readonly stream: string;
  readonly message: string;
}

/** What is looked for in the log: terms of which an event holds one. */
export const CANARY_TERMS = ['REPORT RequestId', 'platform.report', 'Invoke Error', '[ERROR]'] as const;

/**
 * A text log's report line doesn't say that a handler has thrown: the line before it does, which Lambda's runtimes for
 * Node.js and Python write of every such invocation. A JSON log's report does.
 */
const THROWN = /\tERROR\tInvoke Error|^\[ERROR\] /;
const STREAM = /(?:^|\/)(?<name>[\w-]*)\[(?<version>\d+|\$LATEST)\]/;

/**
 * The version that wrote an event: its stream is named after it. In a group that isn't the function's own the stream
 * has the function's name too, since several may share it.
 * @returns undefined where it is of another function
 */
export function versionOfStream(stream: string, functionName: string): string | undefined {
  const { name = '', version } = STREAM.exec(stream)?.groups ?? {};
  return name === '' || name === functionName ? version : undefined;
}

/**
 * Adds what a version's part of the log tells. Warm invocations are compared: cold starts come as environments do,
 * which is another matter for a version with few of the invocations.
 * @param lines of one version, all events between two times
 */
export function withReports(
  before: CanaryReports,
  lines: readonly LogLine[],
  { price, memoryMB }: CanaryVersion,
  ephemeralStorageMB: number,
): CanaryReports {
  const byRequest = new Map<string, Report>();
  let thrown = 0;
  for (const { message } of lines) {
    const report = readAnyReport(message);
    if (report !== undefined) byRequest.set(report.requestId, report);
    else if (THROWN.test(message)) thrown += 1;
  }
  const reports = [...byRequest.values()];
  const ended = reports.filter(({ status }) => status === undefined);
  // A handler that threw has a report like any other: which one is not said, so none of these durations is left out.
  const failed = reports.length - ended.length + Math.min(thrown, ended.length);
  const warm = ended.filter(
    ({ initDurationMs, restoreDurationMs }) =>
      initDurationMs === undefined && restoreDurationMs === undefined,
  );
  const durations = warm.map(({ durationMs }) => durationMs);
  const costs =
    price === undefined
      ? []
      : warm.map(({ billedDurationMs }) =>
          totalCost(price, { memoryMB, ephemeralStorageMB, billedMs: billedDurationMs, requests: 1 }),
        );
  return {
    invocations: before.invocations + reports.length,
    failed: before.failed + failed,
    ...added('durationMs', before.durationMs, durations),
    ...added('cost', before.cost, costs),
  };
}

function added<K extends 'durationMs' | 'cost'>(
  key: K,
  before: CanaryMoments | undefined,
  values: readonly number[],
): { [P in K]?: CanaryMoments } {
  if (values.length === 0)
    return before === undefined ? {} : ({ [key]: before } as { [P in K]?: CanaryMoments });
  const more = momentsOf(values);
  return { [key]: before === undefined ? more : mergeMoments(before, more) } as { [P in K]?: CanaryMoments };
}
