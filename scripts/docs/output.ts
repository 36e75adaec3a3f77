import { dryRunResultSchema, resultSchema } from '../../lib/contract/index.ts';
import { type Page, sectionsAsMarkdown } from './output-page.ts';

/** What an execution can answer. */
export const OUTPUTS: readonly Page[] = [
  { schema: resultSchema, name: 'Result', text: 'What an execution answers, as JSON' },
  { schema: dryRunResultSchema, name: 'Dry run', text: 'What it answers with `dryRun: true`' },
];

const HEAD = `# Output
Every field of what an execution answers. The page is made from the schemas in \`lib/contract\` (\`npm run docs:output\`), and a test fails where it isn't up to date.

A \`?\` marks what may be absent; what is absent was not measured or not asked for. *Money* is US dollars, or yuan where \`run.prices.currency\` says \`CNY\`, whatever the key says. Fields of aws-lambda-power-tuning have the meaning that they have there.

`;

/** docs/output.md. */
export function outputPage(): string {
  return HEAD + sectionsAsMarkdown(OUTPUTS);
}
