import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeAny, acknowledgeWide } from './nag-suppressions.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';
import type { ResourceScopes } from './resource-scopes.ts';
import type { FunctionName } from './stages.ts';

/** The role of one stage, with its permissions and no others. Log and traces come with the function. */
export function stageRole(scope: Construct, stage: FunctionName, scopes: ResourceScopes): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `What the ${stage} of the power tuner may do`,
  });
  for (const permission of PERMISSIONS[stage]) {
    // An empty scope is no right at all; a statement without resources could not be deployed.
    if (scopes[permission.on].length === 0) continue;
    role.addToPolicy(statement(permission, scopes));
    acknowledgeWide(role, permission.on, scopes[permission.on]);
  }
  acknowledgeAny(role, stage);
  return role;
}

function statement(permission: Permission, scopes: ResourceScopes): PolicyStatement {
  const { actions, on, passedTo, keysFrom } = permission;
  return new PolicyStatement({
    actions: [...actions],
    resources: [...scopes[on]],
    ...(passedTo === undefined ? {} : { conditions: { StringEquals: { 'iam:PassedToService': passedTo } } }),
    ...(keysFrom === undefined ? {} : { conditions: { StringLike: { 's3:prefix': `${keysFrom}*` } } }),
  });
}
