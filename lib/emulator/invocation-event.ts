import type { Architecture } from '../contract/index.ts';
import type { Report } from '../core/report-line/report.ts';
import { functionArn, type Place } from './arn.ts';
import type { Outcome } from './environment/execution-environment.ts';
import { type FunctionRecord, type FunctionVersion, LATEST } from './lambda/function-record.ts';

/** An invocation that has its answer. */
export interface InvocationEvent {
  readonly functionName: string;
  /** With the version as qualifier, unless it is `$LATEST`. */
  readonly functionArn: string;
  readonly memoryMB: number;
  readonly architecture: Architecture;
  readonly report: Report;
  readonly functionError?: 'Unhandled';
  readonly cpuMs?: number;
  readonly notMeasurable?: string;
}

export function invocationEvent(
  place: Place,
  { name }: FunctionRecord,
  { version, configuration, architecture }: FunctionVersion,
  { report, functionError, cpuMs, notMeasurable }: Outcome,
): InvocationEvent {
  return {
    functionName: name,
    functionArn: functionArn(place, name, version === LATEST ? undefined : version),
    memoryMB: configuration.memoryMB,
    architecture,
    report,
    ...(functionError !== undefined && { functionError }),
    ...(cpuMs !== undefined && { cpuMs }),
    ...(notMeasurable !== undefined && { notMeasurable }),
  };
}
