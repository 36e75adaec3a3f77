import { documentsOfFragment } from '../page-link.ts';
import type { Report } from '../report.ts';
import { reportOfSets } from './averages.ts';
import { MALFORMED_LINK, NotAResult } from './not-a-result.ts';
import { readReport } from './read.ts';
import { currencyOf, decodedFragment, setsOf } from './sets.ts';

/**
 * The results that a link holds, ours or aws-lambda-power-tuning's.
 * @param link whole, or from its `#` on
 * @throws NotAResult where it holds none.
 */
export function readLink(link: string): Report[] {
  const fragment = decodedFragment(link);
  const documents = documentsOfFragment(fragment);
  if (documents !== undefined) {
    if (documents.length === 0) throw new NotAResult(MALFORMED_LINK);
    return documents.map((document, index) => readReport(document, `Result ${index + 1}`));
  }
  return [reportOfSets(setsOf(fragment), currencyOf(link), 'Result')];
}
