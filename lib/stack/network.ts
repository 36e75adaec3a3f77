import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SecurityGroup, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Where in a VPC the tuner's own functions are. */
export interface Network {
  readonly vpc: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly securityGroups: ISecurityGroup[];
}

/** The network of the props; none where no VPC is given. */
export function networkOf(scope: Construct, settings: Settings): Network | undefined {
  const { vpc, vpcSubnets, securityGroups } = settings;
  if (vpc === undefined) return undefined;
  const own = () =>
    new SecurityGroup(scope, 'SecurityGroup', {
      vpc,
      description: 'Functions of the power tuner: outgoing connections only',
    });
  return {
    vpc,
    ...(vpcSubnets === undefined ? {} : { vpcSubnets }),
    securityGroups: securityGroups === undefined ? [own()] : [...securityGroups],
  };
}

/**
 * What Lambda does under a function's role to put it into a VPC; these actions take no narrower resources
 * there. Source: "Giving Lambda functions access to resources in an Amazon VPC", AWS Lambda Developer Guide.
 */
export const NETWORK_ACTIONS: readonly string[] = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Lets Lambda put a function into a VPC, and keeps the function's own code from using the same rights, as
 * the guide advises: only calls from inside the function carry `lambda:SourceFunctionArn`.
 */
export function allowNetwork(role: Role, functionName: string): void {
  // By its name: a reference to the function would make a circle, since the function waits for this policy.
  const functionArn = Stack.of(role).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(new PolicyStatement({ actions: [...NETWORK_ACTIONS], resources: ['*'] }));
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: [...NETWORK_ACTIONS],
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
    }),
  );
}
