import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { NETWORK_ACTIONS } from '../../../lib/stack/network.ts';
import type { PowerTunerProps } from '../../../lib/stack/power-tuner-props.ts';
import { PowerTunerStack } from '../../../lib/stack/power-tuner-stack.ts';
import { FUNCTION_NAMES } from '../../../lib/stack/stages.ts';
import { appWithoutBundles, asText, synthesise, violationsOf } from './synthesised.ts';

const vpcOf = (scope: Construct) =>
  Vpc.fromVpcAttributes(scope, 'Given', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-0123456789abcdef1', 'subnet-0123456789abcdef2'],
    publicSubnetIds: ['subnet-0123456789abcdef3', 'subnet-0123456789abcdef4'],
  });
const inVpc = (more: (scope: Construct) => PowerTunerProps = () => ({})) =>
  synthesise((scope) => ({ vpc: vpcOf(scope), ...more(scope) }));
const { app, template } = inVpc();

function functionsOf(of: Template) {
  return Object.values(of.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
}

interface Statement {
  readonly Effect: string;
  readonly Action: string[];
  readonly Resource: unknown;
  readonly Condition?: { readonly ArnEquals: { readonly 'lambda:SourceFunctionArn': unknown } };
}

/** The statements on network interfaces, of each policy that has any. */
function networkStatements(of: Template): Statement[][] {
  return Object.values(of.findResources('AWS::IAM::Policy'))
    .map(({ Properties }) =>
      (Properties.PolicyDocument.Statement as Statement[]).filter(({ Action }) =>
        [Action].flat().includes('ec2:CreateNetworkInterface'),
      ),
    )
    .filter((statements) => statements.length > 0);
}

describe('without a VPC', () => {
  const { template: plain } = synthesise();

  it('the functions are in none, and may do nothing with network interfaces', () => {
    expect(functionsOf(plain).map(({ VpcConfig }) => VpcConfig)).toEqual(
      Array(FUNCTION_NAMES.length).fill(undefined),
    );
    expect(networkStatements(plain)).toEqual([]);
    plain.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });
});

describe('in a VPC', () => {
  it('all functions are in its private subnets, in one security group without incoming traffic', () => {
    const groups = template.findResources('AWS::EC2::SecurityGroup');
    const [id] = Object.keys(groups);
    expect(Object.values(groups)).toHaveLength(1);
    expect(groups[id ?? '']?.Properties).toMatchObject({ VpcId: 'vpc-0123456789abcdef0' });
    expect(groups[id ?? '']?.Properties).not.toHaveProperty('SecurityGroupIngress');
    const configs = functionsOf(template).map(({ VpcConfig }) => VpcConfig);
    expect(configs).toHaveLength(FUNCTION_NAMES.length);
    for (const { SubnetIds, SecurityGroupIds } of configs) {
      expect(SubnetIds).toEqual(['subnet-0123456789abcdef1', 'subnet-0123456789abcdef2']);
      expect(SecurityGroupIds.map(asText)).toEqual([`<${id}.GroupId>`]);
    }
  });

  it('takes the subnets and groups that it is given', () => {
    const { template: given } = inVpc((scope) => ({
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS, availabilityZones: ['b'] },
      securityGroups: [SecurityGroup.fromSecurityGroupId(scope, 'Group', 'sg-0123456789abcdef0')],
    }));
    given.resourceCountIs('AWS::EC2::SecurityGroup', 0);
    for (const { VpcConfig } of functionsOf(given)) {
      expect(VpcConfig).toEqual({
        SubnetIds: ['subnet-0123456789abcdef2'],
        SecurityGroupIds: ['sg-0123456789abcdef0'],
      });
    }
  });

  it('lets Lambda make network interfaces for each function, and keeps the function’s code from it', () => {
    const policies = networkStatements(template);
    expect(policies).toHaveLength(FUNCTION_NAMES.length);
    const functions: string[] = [];
    for (const [allow, deny, ...more] of policies) {
      expect(more).toEqual([]);
      expect(allow).toEqual({ Effect: 'Allow', Action: NETWORK_ACTIONS, Resource: '*' });
      expect(deny).toMatchObject({ Effect: 'Deny', Action: NETWORK_ACTIONS, Resource: '*' });
      functions.push(asText(deny?.Condition?.ArnEquals['lambda:SourceFunctionArn']));
    }
    expect(functions.toSorted()).toEqual(
      FUNCTION_NAMES.map(
        (stage) => `arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:power-tuner-${stage}`,
      ).toSorted(),
    );
  });

  it('has nothing that cdk-nag finds', () => {
    expect(violationsOf(app)).toEqual([]);
  });

  it('comes from the app’s context without a look-up in the account', () => {
    const stack = new PowerTunerStack(
      appWithoutBundles({
        vpcId: 'vpc-0123456789abcdef0',
        subnetIds: 'subnet-0123456789abcdef1,subnet-0123456789abcdef2',
        securityGroupIds: 'sg-0123456789abcdef0',
      }),
      'PowerTuner',
    );
    for (const { VpcConfig } of functionsOf(Template.fromStack(stack))) {
      expect(VpcConfig).toEqual({
        SubnetIds: ['subnet-0123456789abcdef1', 'subnet-0123456789abcdef2'],
        SecurityGroupIds: ['sg-0123456789abcdef0'],
      });
    }
  });

  it('refuses a VPC in the context without its subnets', () => {
    expect(
      () => new PowerTunerStack(appWithoutBundles({ vpcId: 'vpc-0123456789abcdef0' }), 'PowerTuner'),
    ).toThrow(/- subnetIds: got nothing with a vpcId; give the ids of its private subnets/);
  });
});
