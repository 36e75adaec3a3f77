import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { executionNameOf } from '../contract/execution-name.ts';
import type { TuningResult } from '../contract/index.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** What a link to our page begins with, behind the `#`: the first form of it. */
const FORM = 'r1.';

/**
 * A link to our page with results in it. They are behind the `#`, which browsers don't send: nobody but the reader
 * gets to see them.
 * @param viewerUrl where the page is
 * @param named whether function names are in it; otherwise neither they nor any ARN
 */
export function pageLink(
  viewerUrl: string,
  results: TuningResult | readonly TuningResult[],
  { named = false }: { readonly named?: boolean } = {},
): string {
  const list = Array.isArray(results) ? results : [results];
  const documents = list.map((result: TuningResult) => withoutNames(result, named));
  const packed = toBase64(deflateSync(strToU8(JSON.stringify(documents)), { level: 9 }));
  const fragment = packed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${viewerUrl.split('#')[0]}#${FORM}${fragment}`;
}

/**
 * What is behind the `#` of a link to our page.
 * @returns nothing where it is no such link; no documents where it is a damaged one
 */
export function documentsOfFragment(fragment: string): unknown[] | undefined {
  if (!fragment.startsWith(FORM)) return undefined;
  try {
    const documents: unknown = JSON.parse(strFromU8(inflateSync(fromBase64(fragment.slice(FORM.length)))));
    return Array.isArray(documents) ? documents : [];
  } catch {
    return [];
  }
}

/** The parts of a result that a page shows, without what names the function, its account or its execution. */
function withoutNames(result: TuningResult, named: boolean) {
  const { target, run, recommendation, candidates, baseline, warnings, why, search } = result;
  const name = target.functionArn.split(':')[6] ?? '';
  const clean = cleaner(name, [executionNameOf(run.executionArn), bucketOf(run.samples)]);
  const { startedAt, seconds, invocations, costUsd, cost, seed, prices } = run;
  return {
    schemaVersion: result.schemaVersion,
    ...(named ? { title: name } : {}),
    measuredBy: result.measuredBy,
    ...(result.source === undefined ? {} : { source: clean(result.source) }),
    target: { region: target.region },
    recommendation: { ...recommendation, sentence: clean(recommendation.sentence) },
    ...(baseline === undefined
      ? {}
      : { baseline: { architecture: baseline.architecture, memoryMB: baseline.memoryMB } }),
    candidates: candidates.map(({ reason, failures, ...candidate }) => ({
      ...candidate,
      ...(reason === undefined ? {} : { reason: clean(reason) }),
      // What a function says of itself may be anything; its kind is enough.
      failures: failures.map((failure) => ({ reason: clean(failure.reason), count: failure.count })),
    })),
    ...(search === undefined ? {} : { search }),
    warnings: warnings.map(({ code, message }) => ({ code, message: clean(message) })),
    ...(why === undefined
      ? {}
      : { why: why.map(({ round, decision }) => ({ round, decision: clean(decision) })) }),
    run: { startedAt, seconds, invocations, costUsd, cost, seed, prices },
  };
}

const ARN = /\barn(?::|%3a)aws[\w-]*(?::|%3a)[^\s"'`,;()]+/gi;
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;
const BUCKET = /\bs3:\/\/[^\s"'`,;()]+/g;

function bucketOf(samples: string | undefined): string | undefined {
  return /^s3:\/\/([^/]+)/.exec(samples ?? '')?.[1];
}

/**
 * Takes names out of texts: of those that are not part of another word.
 * @param others names of other things than the function
 */
function cleaner(name: string, others: readonly (string | undefined)[]): (text: string) => string {
  const own = wordsOf(name);
  const rest = others.map(wordsOf);
  return (text) => {
    const without = text.replace(ARN, '…').replace(BUCKET, '…');
    const unnamed = rest.reduce((left, one) => (one === undefined ? left : left.replace(one, '…')), without);
    return (own === undefined ? unnamed : unnamed.replace(own, 'the function')).replace(ACCOUNT, '…');
  };
}

function wordsOf(name: string | undefined): RegExp | undefined {
  if (name === undefined || name === '') return undefined;
  const literal = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`, 'g');
}
