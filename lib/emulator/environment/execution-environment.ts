import type { Architecture, MeasuredBy } from '../../contract/index.ts';
import type { Report } from '../../core/report-line/report.ts';

/** What an execution environment runs: one version of a function, as it was configured when it started. */
export interface FunctionSpec {
  readonly functionName: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** With the version as qualifier, unless it is `$LATEST`. */
  readonly functionArn: string;
  readonly region: string;
  readonly accountId: string;
  readonly runtime: string;
  readonly handler: string;
  readonly architecture: Architecture;
  readonly memoryMB: number;
  readonly timeoutSeconds: number;
  readonly ephemeralStorageMB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** The folder into which the code was unpacked. Read only. */
  readonly codeDir: string;
  /** Folders of the layers, unpacked, in order. */
  readonly layerDirs: readonly string[];
  /** Where it has file systems mounted, which aren't there; absent for none. */
  readonly fileSystems?: readonly string[];
  /** Whether it is restored from a snapshot, rather than initialised: only published versions are. */
  readonly snapStart?: boolean;
}

export interface Invocation {
  readonly requestId: string;
  readonly payload: Uint8Array;
  /** The ARN that was invoked, with the qualifier that was used. */
  readonly invokedFunctionArn: string;
  /** JSON, decoded. */
  readonly clientContext?: string;
}

/** What became of an invocation. A function that fails is an outcome, not an exception. */
export interface Outcome {
  readonly payload: Uint8Array;
  readonly functionError?: 'Unhandled';
  /** The whole log of the invocation, in Lambda's text format, ending with its REPORT line. */
  readonly log: string;
  /** The log stream of the environment, where it has one. */
  readonly logStream?: string;
  readonly report: Report;
  readonly measuredBy: Exclude<MeasuredBy, 'aws'>;
  /** Where replayed measurements come from. */
  readonly source?: string;
  /** Present where the numbers don't stand for what Lambda would show, and why. */
  readonly notMeasurable?: string;
  /** CPU time of the whole environment during the invocation in ms, where it can be known. */
  readonly cpuMs?: number;
}

/**
 * One environment: it is cold until its first invocation, serves one invocation at a time, and ends
 * with `stop`. `alive` is false once it may not be used again (a timeout, a crash).
 */
export interface ExecutionEnvironment {
  readonly alive: boolean;
  invoke(invocation: Invocation): Promise<Outcome>;
  stop(): Promise<void>;
}

/**
 * Refused before any environment starts: this machine can't stand for that configuration (another
 * instruction set, a runtime whose interpreter is missing, a size outside a replayed curve).
 */
export class NotMeasurableHere extends Error {
  override readonly name = 'NotMeasurableHere';
}

/** @throws NotMeasurableHere */
export type CreateEnvironment = (spec: FunctionSpec) => ExecutionEnvironment;
