import type { Report } from '../report.ts';
import { documentsOfLink } from './documents.ts';
import { readReport } from './read.ts';

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
