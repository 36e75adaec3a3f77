import { documentsOfLink, documentsOfText } from '../../reading/documents.ts';
import { NotAResult } from '../../reading/not-a-result.ts';
import { readReport } from '../../reading/read.ts';
import type { Report } from '../../report.ts';

/** Reports, or why there are none. */
export interface Opened {
  readonly reports: readonly Report[];
  /** As they were given, one for each. */
  readonly documents: readonly unknown[];
  readonly problem?: string | undefined;
}

/** What a result is called that does not say so itself. */
const LABEL = 'Result';
const NOTHING: Opened = { reports: [], documents: [] };

/** What the page was made with, or else what its address holds. */
export function resultsOfPage(): Opened {
  const embedded = opened(() => documentsOf(document.getElementById('results')?.textContent ?? '[]'));
  if (embedded.reports.length > 0 || embedded.problem !== undefined) return embedded;
  return location.hash.length > 1 ? opened(() => labelled(documentsOfLink(location.href), LABEL)) : NOTHING;
}

/** What somebody put in: JSON, or a link. */
export function resultsOfText(text: string, label = LABEL): Opened {
  return opened(() => labelled(documentsOfText(text), label));
}

function documentsOf(json: string): Opened {
  const documents: unknown[] = JSON.parse(json);
  return labelled(documents, LABEL);
}

function labelled(documents: readonly unknown[], label: string): Opened {
  const name = (index: number) => (documents.length > 1 ? `${label} ${index + 1}` : label);
  return { reports: documents.map((one, index) => readReport(one, name(index))), documents };
}

function opened(read: () => Opened): Opened {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotAResult) return { ...NOTHING, problem: error.message };
    return {
      ...NOTHING,
      problem: `it can't be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
