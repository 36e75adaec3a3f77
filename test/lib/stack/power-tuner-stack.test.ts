import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { propsFromContext } from '../../../lib/stack/app-context.ts';
import { PowerTunerStack } from '../../../lib/stack/power-tuner-stack.ts';
import { appWithoutBundles, asText } from './synthesised.ts';

const stack = new PowerTunerStack(appWithoutBundles({ namePrefix: 'tuner-2' }), 'PowerTuner');
const template = Template.fromStack(stack);
const machine = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'))[0];

describe('the app’s stack', () => {
  it('says the state machine’s ARN', () => {
    expect(asText(template.findOutputs('StateMachineArn').StateMachineArn?.Value)).toBe(`<${machine}>`);
  });

  it('says a command that starts it, with JSON that a shell passes on as it is', () => {
    const command = asText(template.findOutputs('StartCommand').StartCommand?.Value);
    expect(command).toContain(
      `aws stepfunctions start-execution --region <AWS::Region> --state-machine-arn <${machine}>`,
    );
    const [, input = ''] = /--input '(.*)'$/.exec(command) ?? [];
    expect(JSON.parse(input)).toEqual({ lambdaARN: 'FUNCTION' });
  });

  it('links to the console of its partition', () => {
    const link = asText(template.findOutputs('ConsoleLink').ConsoleLink?.Value);
    expect(link).toContain(`/states/home?region=<AWS::Region>#/statemachines/view/<${machine}>`);
    for (const host of ['console.aws.amazon.com', 'console.amazonaws.cn', 'console.amazonaws-us-gov.com']) {
      expect(link).toContain(host);
    }
  });

  it('says where results are kept, where they are', () => {
    const [bucket] = Object.keys(template.findResources('AWS::S3::Bucket')).filter((id) =>
      id.startsWith('PowerTunerResults'),
    );
    expect(asText(template.findOutputs('ResultsBucket').ResultsBucket?.Value)).toBe(`<${bucket}>`);
    const keepsNothing = new PowerTunerStack(appWithoutBundles({ keepResults: false }), 'PowerTuner');
    expect(Template.fromStack(keepsNothing).findOutputs('ResultsBucket')).toEqual({});
  });

  it('links to no dashboard and no viewer where there are none', () => {
    expect(template.findOutputs('DashboardLink')).toEqual({});
    expect(template.findOutputs('ViewerUrl')).toEqual({});
  });

  it('links to the dashboard and the viewer that the context asks for', () => {
    const context = { dashboard: 'true', viewer: 'true', resultsBucket: 'results' };
    const shown = Template.fromStack(new PowerTunerStack(appWithoutBundles(context), 'PowerTuner'));
    expect(asText(shown.findOutputs('DashboardLink').DashboardLink?.Value)).toContain(
      '/cloudwatch/home?region=<AWS::Region>#dashboards/dashboard/power-tuner-<AWS::Region>',
    );
    const [distribution] = Object.keys(shown.findResources('AWS::CloudFront::Distribution'));
    expect(asText(shown.findOutputs('ViewerUrl').ViewerUrl?.Value)).toBe(
      `https://<${distribution}.DomainName>/`,
    );
  });

  it('takes its props from the app’s context', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { StateMachineName: 'tuner-2' });
  });
});

describe('propsFromContext', () => {
  const read = (context: Record<string, unknown>) =>
    propsFromContext(new Stack(appWithoutBundles(context), 'Test'));

  it('is nothing without context', () => {
    expect(read({})).toEqual({});
  });

  it('reads lists with commas, as the command line gives them', () => {
    const props = read({ defaultPowerValues: '128, 256', targets: 'a,b', regions: 'eu-west-1' });
    expect(props).toEqual({ defaultPowerValues: [128, 256], targets: ['a', 'b'], regions: ['eu-west-1'] });
  });

  it('reads lists and numbers as cdk.json gives them', () => {
    const props = read({
      defaultPowerValues: [128, 256],
      optimizable: ['a'],
      timeoutMinutes: 90,
      logRetentionDays: 30,
    });
    expect(props).toMatchObject({ defaultPowerValues: [128, 256], optimizable: ['a'], logRetention: 30 });
    expect(props.timeout?.toMinutes()).toBe(90);
  });

  it('reads true and false, from the command line and from cdk.json', () => {
    expect(read({ viewer: 'true', dashboard: false, schedules: 'false' })).toEqual({
      viewer: true,
      dashboard: false,
      schedules: false,
    });
    expect(read({ viewerUrl: 'https://viewer.example.com/' })).toEqual({
      viewerUrl: 'https://viewer.example.com/',
    });
  });

  it('finds the payload bucket by its name', () => {
    const props = read({ payloadBucket: 'payloads', payloadKeyPattern: 'tuning/*' });
    expect(props.payloadBucket?.bucketName).toBe('payloads');
    expect(props.payloadKeyPattern).toBe('tuning/*');
  });

  it('reads whether, where and how long results are kept', () => {
    expect(read({ keepResults: 'false' })).toEqual({ keepResults: false });
    expect(read({ resultsBucket: 'results' }).resultsBucket?.bucketName).toBe('results');
    const { resultsRetention, runsRetention } = read({ resultsRetentionDays: '1000', runsRetentionDays: 7 });
    expect([resultsRetention?.toDays(), runsRetention?.toDays()]).toEqual([1000, 7]);
  });

  it.each([
    ['defaultPowerValues', '128,large'],
    ['timeoutMinutes', 'an hour'],
    ['logRetentionDays', ''],
    ['viewer', 'yes'],
    ['keepResults', 'no'],
    ['resultsRetentionDays', 'a year'],
    ['dashboard', 1],
    ['schedules', 'no'],
  ])('refuses %s that is %j', (key, value) => {
    expect(() => read({ [key]: value })).toThrow(
      expect.objectContaining({ name: 'InvalidProps', message: expect.stringContaining(`- ${key}: got `) }),
    );
  });
});
