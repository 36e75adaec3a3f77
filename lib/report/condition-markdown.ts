import { markdownTable } from 'markdown-table';
import { type ConditionRecord, OUTCOMES } from './condition-text.ts';
import { escaped } from './markdown.ts';

/** All of them as a table of Markdown, as it stands in a job's summary or a comment. */
export function conditionsMarkdown(records: readonly ConditionRecord[]): string {
  const rows = records.map(({ condition, outcome, fails: failing, sentence }) => [
    failing ? '❌' : outcome === 'may-hold' ? '⚠️' : '✅',
    `\`${condition}\``,
    OUTCOMES[outcome],
    // Reasons come from functions.
    escaped(sentence),
  ]);
  return markdownTable([['', 'fails if', '', ''], ...rows]);
}
