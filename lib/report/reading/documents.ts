import { documentsOfFragment } from '../page-link.ts';
import { ALLOWED_RESULT, MALFORMED_LINK, NEITHER, NotAResult } from './not-a-result.ts';
import { currencyOf, decodedFragment } from './sets.ts';

/**
 * The results in what somebody has: a result, a list of them, an execution as the AWS CLI's describe-execution has
 * it, or a link; each as a document that `readReport` takes.
 * @param text JSON, or a link
 * @throws NotAResult where there is none.
 */
export function documentsOfText(text: string): unknown[] {
  const trimmed = text.trim();
  if (!/^[[{"]/.test(trimmed)) {
    if (/[\s{}]/.test(trimmed) || !/[#;]/.test(trimmed)) throw new NotAResult(NEITHER);
    return documentsOfLink(trimmed);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(trimmed);
  } catch (error) {
    throw new NotAResult(`it is no JSON: ${(error as Error).message}`, { cause: error });
  }
  return documentsOf(parsed);
}

/** @throws NotAResult where there is no result in it. */
export function documentsOf(parsed: unknown): unknown[] {
  if (Array.isArray(parsed)) {
    if (parsed.length === 0) throw new NotAResult('it is an empty list: there is no result in it');
    return parsed.flatMap((one) => (Array.isArray(one) ? [one] : documentsOf(one)));
  }
  if (typeof parsed === 'string') return documentsOfText(parsed);
  if (typeof parsed !== 'object' || parsed === null) throw new NotAResult(ALLOWED_RESULT);
  const { output, status, executionArn, dryRun } = parsed as Record<string, unknown>;
  if (typeof output === 'string') return documentsOfText(output);
  if (executionArn !== undefined && typeof status === 'string') {
    throw new NotAResult(
      `it is an execution without output, its status ${status}: only one that SUCCEEDED has a result`,
    );
  }
  if (dryRun === true) throw new NotAResult('it is the output of a dry run, which measures nothing');
  return [parsed];
}

/**
 * @param link whole, or from its `#` on; ours or aws-lambda-power-tuning's
 * @returns documents that `readReport` takes; it is that which looks at what they hold
 * @throws NotAResult where it holds none.
 */
export function documentsOfLink(link: string): unknown[] {
  const fragment = decodedFragment(link);
  const documents = documentsOfFragment(fragment);
  if (documents !== undefined) {
    if (documents.length === 0) throw new NotAResult(MALFORMED_LINK);
    return documents;
  }
  if (!fragment.includes(';')) throw new NotAResult(MALFORMED_LINK);
  // What is before the `#` says the currency, and nothing else of the page.
  const currency = currencyOf(link) === 'CNY' ? '?currency=CNY' : '';
  const whole = /^https?:/.test(link) ? link : `https://lambda-power-tuning.show/${currency}#${fragment}`;
  return [{ stateMachine: { visualization: whole } }];
}
