import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { describe, expect, it } from 'vitest';
import { WHY_ANY, WHY_WIDE } from '../../../lib/stack/nag-suppressions.ts';
import { PowerTuner } from '../../../lib/stack/power-tuner.ts';
import { ScheduledTuning } from '../../../lib/stack/scheduled-tuning.ts';
import { appWithoutBundles, synthesise, violationsOf } from './synthesised.ts';

describe('cdk-nag', () => {
  it('finds nothing in a PowerTuner with default props', () => {
    expect(violationsOf(synthesise().app)).toEqual([]);
  });

  it('finds nothing in a PowerTuner with all props', () => {
    const { app } = synthesise((scope) => ({
      targets: ['arn:aws:lambda:eu-west-1:123456789012:function:orders'],
      optimizable: ['arn:aws:lambda:*:123456789012:function:shop-*'],
      processors: ['arn:aws:lambda:eu-west-1:123456789012:function:prepare'],
      probeRoles: ['arn:aws:iam::123456789012:role/orders-*'],
      regions: ['eu-west-1', 'us-east-1'],
      payloadBucket: Bucket.fromBucketName(scope, 'Payloads', 'payloads'),
    }));
    expect(violationsOf(app)).toEqual([]);
  });

  it('finds nothing in a schedule on it', () => {
    const app = appWithoutBundles();
    const stack = new Stack(app, 'Test');
    new ScheduledTuning(stack, 'Orders', {
      powerTuner: new PowerTuner(stack, 'PowerTuner'),
      target: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
      schedule: ScheduleExpression.rate(Duration.days(7)),
    });
    expect(violationsOf(app)).toEqual([]);
  });

  it('fails when a role gets a wildcard that no reason stands for', () => {
    const app = new App();
    const role = new Role(new Stack(app, 'Test'), 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:*'], resources: ['*'] }));
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'as the construct does',
    });
    expect(violationsOf(app).map(({ ruleName }) => ruleName)).toEqual([
      'AwsSolutions-IAM5[Action::lambda:*]',
    ]);
  });

  it('acknowledges only with a reason in a sentence', () => {
    for (const reason of [...Object.values(WHY_ANY), ...Object.values(WHY_WIDE)]) {
      expect(reason).toMatch(/^[A-Z]?.{30,}\.$/s);
    }
  });
});
