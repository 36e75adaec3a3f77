import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { PowerTunerStack } from '../../../lib/stack/power-tuner-stack.ts';
import { FUNCTION_NAMES } from '../../../lib/stack/stages.ts';
import { appWithoutBundles, synthesise } from './synthesised.ts';

const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';

function boundariesOf(template: Template): unknown[] {
  return Object.values(template.findResources('AWS::IAM::Role')).map(
    ({ Properties }) => Properties.PermissionsBoundary,
  );
}

/** Of the functions, of the state machine, of links, and of schedules. */
const ROLES = FUNCTION_NAMES.length + 3;

describe('the permissions boundary', () => {
  it('is none by default', () => {
    expect(boundariesOf(synthesise().template)).toEqual(Array(ROLES).fill(undefined));
  });

  it('is on every role that the construct makes', () => {
    const { template } = synthesise((scope) => ({
      permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', BOUNDARY),
    }));
    expect(boundariesOf(template)).toEqual(Array(ROLES).fill(BOUNDARY));
  });

  it('comes from the app’s context by its ARN', () => {
    const stack = new PowerTunerStack(appWithoutBundles({ permissionsBoundary: BOUNDARY }), 'PowerTuner');
    expect(new Set(boundariesOf(Template.fromStack(stack)))).toEqual(new Set([BOUNDARY]));
  });
});
