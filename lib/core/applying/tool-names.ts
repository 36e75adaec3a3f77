import type { Owner } from '../../contract/index.ts';

/** What a tool is called in a sentence. */
export const TOOL_NAMES: Readonly<Record<Owner['tool'], string>> = {
  cloudformation: 'CloudFormation',
  sam: 'SAM',
  cdk: 'CDK',
  terraform: 'Terraform',
  serverless: 'the Serverless Framework',
  pulumi: 'Pulumi',
};
