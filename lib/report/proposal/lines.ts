import type { Change } from './change.ts';
import { cloudFormationLines } from './cloudformation.ts';
import { commandLines } from './command.ts';
import { serverlessLines } from './serverless.ts';
import { terraformLines } from './terraform.ts';
import { cdkLines, pulumiLines } from './typescript.ts';

/**
 * The lines that make a change, in the language of what deploys the function, and where they belong as a comment;
 * AWS CLI commands where nothing is known to deploy it. Only what changes.
 */
export function changeLines(change: Change): string {
  return linesOf(change).join('\n');
}

function linesOf(change: Change): string[] {
  switch (change.owner?.tool) {
    case 'cloudformation':
      return cloudFormationLines(change, 'AWS::Lambda::Function');
    case 'sam':
      return cloudFormationLines(change, 'AWS::Serverless::Function');
    case 'cdk':
      return cdkLines(change);
    case 'terraform':
      return terraformLines(change);
    case 'serverless':
      return serverlessLines(change);
    case 'pulumi':
      return pulumiLines(change);
    case undefined:
      return commandLines(change);
  }
}
