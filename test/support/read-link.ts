import { documentsOfLink } from '../../lib/report/reading/documents.ts';
import { readReport } from '../../lib/report/reading/read.ts';
import type { Report } from '../../lib/report/report.ts';

/**
 * The results that a link holds, ours or aws-lambda-power-tuning's.
 * @param link whole, or from its `#` on
 * @throws NotAResult where it holds none.
 */
export function readLink(link: string): Report[] {
  const documents = documentsOfLink(link);
  const label = (index: number) => (documents.length > 1 ? `Result ${index + 1}` : 'Result');
  return documents.map((document, index) => readReport(document, label(index)));
}
