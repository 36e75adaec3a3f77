import type { Template } from 'aws-cdk-lib/assertions';
import { asText } from './synthesised.ts';

/** A statement of a policy, one action on one resource. */
export interface Grant {
  /**
   * The stage whose role has it, `stateMachine`, `schedules` for the role that schedules start executions under, or
   * `link` for the role in whose sessions links are signed.
   */
  readonly holder: string;
  readonly action: string;
  readonly resource: string;
  readonly condition?: unknown;
}

/** Every right that a template gives to the tuner's roles. Refuses forms that it would not see through. */
export function grantsIn(template: Template): Grant[] {
  const holders = holdersOf(template);
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return policies.flatMap(({ Properties: { Roles, PolicyDocument } }) =>
    (Roles as unknown[]).flatMap((role) => {
      const holder = holders.get(asText(role).slice(1, -1));
      if (holder === undefined) throw new Error(`a policy is on the role ${asText(role)}, which nobody has`);
      return (PolicyDocument.Statement as Statement[]).flatMap((statement) => split(holder, statement));
    }),
  );
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

function split(holder: string, { Effect, Action, Resource, Condition, ...rest }: Statement): Grant[] {
  if (Effect !== 'Allow' || Action === undefined || Resource === undefined || Object.keys(rest).length > 0) {
    throw new Error(`a statement of ${holder} is not a plain Allow`);
  }
  return [Action].flat().flatMap((action) =>
    [Resource].flat().map((resource) => ({
      holder,
      action,
      resource: asText(resource),
      ...(Condition === undefined ? {} : { condition: Condition }),
    })),
  );
}

/** Logical id of each role → who has it. */
export function holdersOf(template: Template): Map<string, string> {
  const holders = new Map<string, string>();
  const add = (role: unknown, holder: string) => {
    const id = asText(role).replace(/^<(.*)\.Arn>$/, '$1');
    if (holders.has(id)) throw new Error(`${holder} and ${holders.get(id)} have the same role`);
    holders.set(id, holder);
  };
  for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
    add(Properties.Role, String(Properties.FunctionName).replace(/^power-tuner-/, ''));
  }
  for (const { Properties } of Object.values(template.findResources('AWS::StepFunctions::StateMachine'))) {
    add(Properties.RoleArn, 'stateMachine');
  }
  for (const [id, { Properties }] of Object.entries(template.findResources('AWS::IAM::Role'))) {
    const [{ Principal }] = Properties.AssumeRolePolicyDocument.Statement;
    if (Principal.AWS !== undefined) add(`<${id}.Arn>`, 'link');
    if (Principal.Service === 'scheduler.amazonaws.com') add(`<${id}.Arn>`, 'schedules');
  }
  return holders;
}
