import type { Owner } from '../../contract/afterwards.ts';

const LANGUAGES: Readonly<Record<Owner['tool'], string>> = {
  cloudformation: 'yaml',
  sam: 'yaml',
  serverless: 'yaml',
  cdk: 'ts',
  pulumi: 'ts',
  terraform: 'hcl',
};

/** What the lines of a proposal are written in, as a fenced block says it. */
export function languageOfChange(tool: Owner['tool'] | undefined): string {
  return tool === undefined ? 'sh' : LANGUAGES[tool];
}
