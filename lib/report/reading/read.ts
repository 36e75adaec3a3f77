import type { Report } from '../report.ts';
import { averagesReport } from './averages.ts';
import { lenientAverages, lenientResult, nameOf } from './lenient.ts';
import { ALLOWED_RESULT, NotAResult } from './not-a-result.ts';
import { resultReport } from './result.ts';

/**
 * A parsed JSON document as a report: our output, or aws-lambda-power-tuning's. Parts that are not what they should
 * be are left out.
 * @param label what it is called where it does not say so itself
 * @throws NotAResult where it is neither.
 */
export function readReport(document: unknown, label = 'Result'): Report {
  const title = nameOf(label) || 'Result';
  const ours = lenientResult.safeParse(document);
  if (ours.success) return resultReport(ours.data, title);
  const averages = lenientAverages.safeParse(document);
  if (averages.success) return averagesReport(averages.data, title);
  throw new NotAResult(ALLOWED_RESULT);
}
