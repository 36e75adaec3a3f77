import type { ConditionsFile } from '../../lib/cli/fail-if.ts';
import { conditionsMarkdown } from '../../lib/report/condition-markdown.ts';
import { escaped } from '../../lib/report/markdown.ts';

/** What came of a run, for the job's page or a comment: conditions first, since they decide. */
export function summaryOf({ conditions, report }: { conditions?: ConditionsFile; report: string }): string {
  if (conditions === undefined) return report;
  const heading = conditions.failed ? '### ❌ A condition holds' : '### ✅ No condition holds';
  return `${heading}\n\n${conditionsMarkdown(conditions.conditions)}\n\n${report}`;
}

/** Why there is no result. */
export function failureSummary(target: string, problems: readonly string[]): string {
  const lines = problems.map((line) => `- ${escaped(line)}`);
  return `### ❌ Power tuning of ${escaped(target)} gave no result\n\n${lines.join('\n')}\n`;
}
