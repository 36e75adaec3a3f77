import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { MeasuredBy } from '../contract/index.ts';
import { pause } from './clients/connected.ts';
import { errorMessage, errorName } from './error-text.ts';

/** Who answered an invocation. The local emulator says so in headers that AWS never sends. */
export interface Provenance {
  readonly measuredBy: MeasuredBy;
  readonly source?: string;
  /** Why the numbers don't stand for what Lambda would show. */
  readonly notMeasurable?: string;
}

/** What an invocation came to. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly requestId: string;
      /** The last 4 KB of the log; its first line may be cut. */
      readonly tail: string;
      readonly payload: string;
      readonly functionError: boolean;
      readonly provenance: Provenance;
    }
  /** It may have run and been paid, but nothing of it came back. */
  | { readonly kind: 'lost'; readonly reason: string; readonly name: string }
  /** The emulator can't stand for this configuration. Nothing ran. */
  | { readonly kind: 'not-measurable'; readonly reason: string }
  /** Lambda said that it did not run, and that another attempt would not either. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly name: string };

/** Why there is no answer. The service may quote in words what it was sent; its error's name holds nothing of it. */
export function reasonOf(
  answer: Exclude<Answer, { kind: 'answered' }>,
  { disablePayloadLogs }: { readonly disablePayloadLogs: boolean },
): string {
  return disablePayloadLogs && 'name' in answer ? answer.name : answer.reason;
}

export interface InvokeRequest {
  readonly functionName: string;
  /** `$LATEST` where absent. */
  readonly version?: string | undefined;
  readonly payload: string;
  readonly clientContext?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Whether there is time to go on waiting for what Lambda refuses for now (throttling, above all). */
  readonly mayWait?: () => boolean;
}

/** Lambda's word that an invocation did not run, though a later one may. */
const NEVER_RAN = new Set([
  'SnapStartNotReadyException',
  'TooManyRequestsException',
  'ResourceConflictException',
  'ResourceNotReadyException',
]);
/** Nothing was sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
/** At least so many, which takes about 20 s. */
const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Invokes once and waits for the answer. What certainly didn't run is tried again, with growing pauses;
 * what may have run never is.
 */
export async function invoke(lambda: LambdaClient, request: InvokeRequest): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(lambda, request);
    } catch (error) {
      if (request.signal?.aborted) throw error;
      const verdict = judge(error);
      if (verdict.kind !== 'never-ran') return verdict;
      if (attempt >= ATTEMPTS && request.mayWait?.() !== true) {
        const times = `, ${attempt} times in a row`;
        return { kind: 'rejected', reason: `${verdict.reason}${times}`, name: `${verdict.name}${times}` };
      }
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
      // Half of the pause is chance, so that a burst that was throttled together doesn't come back together.
      await pause(lambda, pauseMs / 2 + Math.random() * (pauseMs / 2), request.signal);
    }
  }
}

async function send(lambda: LambdaClient, request: InvokeRequest): Promise<Answer> {
  const command = new InvokeCommand({
    FunctionName: request.functionName,
    ...(request.version === undefined ? {} : { Qualifier: request.version }),
    Payload: new TextEncoder().encode(request.payload),
    LogType: 'Tail',
    ...(request.clientContext === undefined
      ? {}
      : { ClientContext: toBase64(JSON.stringify(request.clientContext)) }),
  });
  let headers: Readonly<Record<string, string>> = {};
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response: unknown = result.response;
      if (typeof response === 'object' && response !== null && 'headers' in response) {
        headers = response.headers as Readonly<Record<string, string>>;
      }
      return result;
    },
    { step: 'deserialize', name: 'keepHeaders' },
  );
  const output = await lambda.send(command, request.signal ? { abortSignal: request.signal } : {});
  return {
    kind: 'answered',
    requestId: output.$metadata.requestId ?? '',
    tail: Buffer.from(output.LogResult ?? '', 'base64').toString('utf8'),
    payload: Buffer.from(output.Payload ?? []).toString('utf8'),
    functionError: output.FunctionError !== undefined,
    provenance: provenanceOf(headers),
  };
}

type Verdict =
  | Exclude<Answer, { kind: 'answered' }>
  | { readonly kind: 'never-ran'; readonly reason: string; readonly name: string };

function judge(error: unknown): Verdict {
  const name = errorName(error);
  const reason = `${name}: ${errorMessage(error)}`;
  if (name === 'NotMeasurableHere') return { kind: 'not-measurable', reason: errorMessage(error) };
  if (NEVER_RAN.has(name) || NEVER_SENT.has(codeOf(error))) return { kind: 'never-ran', reason, name };
  const status = statusOf(error);
  // Every other 4xx is Lambda's refusal before it runs anything.
  if (status !== undefined && status >= 400 && status < 500) return { kind: 'rejected', reason, name };
  return { kind: 'lost', reason, name };
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  return httpStatusCode;
}

function provenanceOf(headers: Readonly<Record<string, string>>): Provenance {
  const measuredBy = headers['x-power-tuner-measured-by'];
  if (measuredBy !== 'process' && measuredBy !== 'replayed') return { measuredBy: 'aws' };
  const source = headers['x-power-tuner-source'];
  const notMeasurable = headers['x-power-tuner-not-measurable'];
  return {
    measuredBy,
    ...(source === undefined ? {} : { source: decodeURIComponent(source) }),
    ...(notMeasurable === undefined ? {} : { notMeasurable: decodeURIComponent(notMeasurable) }),
  };
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
