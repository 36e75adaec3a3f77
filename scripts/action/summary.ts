import type { ConditionsFile } from '../../lib/cli/fail-if.ts';
import { conditionsMarkdown } from '../../lib/report/condition-markdown.ts';
import type { ConditionRecord } from '../../lib/report/condition-text.ts';
import { escaped } from '../../lib/report/markdown.ts';

/** What came of a run, for the job's page or a comment: conditions first, since they decide. */
export function summaryOf({ conditions, report }: { conditions?: ConditionsFile; report: string }): string {
  if (conditions === undefined) return report;
  return `### ${headingOf(conditions)}\n\n${conditionsMarkdown(conditions.conditions)}\n\n${report}`;
}

/** By the worst of them. What may hold fails a run only where that is asked for. */
function headingOf({ failed, conditions }: ConditionsFile): string {
  const has = (wanted: ConditionRecord['outcome']) => conditions.some(({ outcome }) => outcome === wanted);
  const outcome = (['holds', 'not-judged', 'may-hold'] as const).find(has);
  if (outcome === undefined) return '✅ No condition holds';
  return `${failed ? '❌' : '⚠️'} A condition ${SHORT[outcome]}`;
}

const SHORT = { holds: 'holds', 'not-judged': "can't be judged", 'may-hold': 'may hold' };

/** Why there is no result. */
export function failureSummary(target: string, problems: readonly string[]): string {
  const lines = problems.map((line) => `- ${escaped(line)}`);
  return `### ❌ Power tuning of ${escaped(target)} gave no result\n\n${lines.join('\n')}\n`;
}
