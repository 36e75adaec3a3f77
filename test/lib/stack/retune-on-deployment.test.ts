import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import {
  InvalidProps,
  PowerTuner,
  RetuneOnDeployment,
  type RetuneOnDeploymentProps,
} from '../../../lib/stack/index.ts';
import { bundleStage } from '../../../lib/stack/stage-bundle.ts';
import { STAGE_NAMES } from '../../../lib/stack/stages.ts';
import { appWithoutBundles, asText } from './synthesised.ts';

const ORDERS = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const app = appWithoutBundles();
const stack = new Stack(app, 'Shop');
const powerTuner = new PowerTuner(stack, 'PowerTuner', {
  resultsBucket: Bucket.fromBucketName(stack, 'Results', 'results'),
});
const own = new LambdaFunction(stack, 'Archive', {
  functionName: 'archive',
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => 1'),
});
new RetuneOnDeployment(stack, 'Retune', {
  powerTuner,
  targets: [ORDERS, own],
  input: { strategy: 'speed' },
  apply: 'propose',
});
const template = Template.fromStack(stack);

/** The one resource of a type whose logical id begins so. */
function only(type: string, prefix = 'Retune') {
  const found = Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(prefix));
  const [[id, resource] = ['none', {}], ...others] = found;
  expect(others).toEqual([]);
  return { id, Properties: resource.Properties };
}

/** Action → resources, of a role's policy. */
function rightsOf(prefix: string): Record<string, string[]> {
  const { PolicyDocument } = only('AWS::IAM::Policy', prefix).Properties;
  const statements = PolicyDocument.Statement as { Action: unknown; Resource: unknown }[];
  return Object.fromEntries(
    statements.flatMap(({ Action, Resource }) =>
      [Action].flat().map((action) => [String(action), [Resource].flat().map(asText)]),
    ),
  );
}

const RETUNER = only('AWS::Lambda::Function').id;
const ARCHIVE = only('AWS::Lambda::Function', 'Archive').id;
const HERE = '<AWS::Region>:<AWS::AccountId>';

describe('RetuneOnDeployment', () => {
  it('hears of code and configuration of its functions, and not of what the tuner changes', () => {
    const { EventPattern, Targets } = only('AWS::Events::Rule').Properties;
    const { detail, ...rest } = EventPattern;
    expect(rest).toEqual({ source: ['aws.lambda'], 'detail-type': ['AWS API Call via CloudTrail'] });
    expect(detail.eventSource).toEqual(['lambda.amazonaws.com']);
    expect(detail.eventName).toEqual([
      { prefix: 'UpdateFunctionCode' },
      { prefix: 'UpdateFunctionConfiguration' },
    ]);
    // By names: code that is published with the call is answered with the ARN of the version that it became.
    expect(detail.responseElements).toEqual({ functionName: ['orders', { Ref: ARCHIVE }] });
    const [{ 'anything-but': roles }, ...others] = detail.userIdentity.sessionContext.sessionIssuer.arn;
    expect(others).toEqual([{ exists: false }]);
    expect(roles).toHaveLength(STAGE_NAMES.length);
    for (const role of roles) expect(asText(role)).toMatch(/^<PowerTuner\w+Role\w+\.Arn>$/);
    const [{ Arn, InputTransformer }, ...more] = Targets;
    expect(more).toEqual([]);
    expect(asText(Arn)).toBe(`<${RETUNER}.Arn>`);
    expect(InputTransformer).toEqual({
      InputPathsMap: { 'detail-responseElements-functionArn': '$.detail.responseElements.functionArn' },
      InputTemplate: '{"deployed":<detail-responseElements-functionArn>}',
    });
  });

  it('has as many rules as it takes, since a pattern of EventBridge has 2,048 characters', () => {
    const crowded = new Stack(appWithoutBundles(), 'Crowded');
    const names = Array.from(
      { length: 21 },
      (_, index) => `${'n'.repeat(62)}${String(index).padStart(2, '0')}`,
    );
    new RetuneOnDeployment(crowded, 'Retune', {
      powerTuner: new PowerTuner(crowded, 'PowerTuner'),
      targets: names.map((name) => ORDERS.replace(/orders$/, name)),
    });
    const rules = Object.entries(Template.fromStack(crowded).findResources('AWS::Events::Rule'))
      .filter(([id]) => id.startsWith('Retune'))
      .map(([, { Properties }]) => Properties.EventPattern);
    expect(rules.flatMap(({ detail }) => detail.responseElements.functionName)).toEqual(names);
    // A role's ARN, as CloudFormation names it, has some 100 characters.
    const role = `arn:aws:iam::123456789012:role/${'r'.repeat(64)}`;
    const long = (pattern: object) =>
      JSON.stringify(pattern, (_, value) => (value?.['Fn::GetAtt'] === undefined ? value : role)).length;
    expect(rules).toHaveLength(3);
    for (const pattern of rules) expect(long(pattern)).toBeLessThanOrEqual(2048);
  });

  it('tells the retuner what to do', () => {
    const { Environment } = only('AWS::Lambda::Function').Properties;
    const settings = JSON.parse(asText(Environment.Variables.POWER_TUNER_RETUNE));
    expect(settings).toEqual({
      stateMachineArn: expect.stringMatching(/^<PowerTunerMachineStateMachine\w+>$/),
      groupName: 'power-tuner',
      roleArn: `<${only('AWS::IAM::Role', 'RetuneScheduleRole').id}.Arn>`,
      deadLetterQueueArn: expect.stringMatching(/^<PowerTunerSchedulesMissed\w+\.Arn>$/),
      delaySeconds: 600,
      quietSeconds: 86_400,
      input: { strategy: 'speed', apply: 'propose' },
      resultsBucket: 'results',
    });
  });

  it('lets the retuner do what it is for, on its own schedules and functions', () => {
    const { 'logs:CreateLogStream': _, 'logs:PutLogEvents': __, ...rights } = rightsOf('RetuneRole');
    expect(rights).toEqual({
      'scheduler:CreateSchedule': [`arn:<AWS::Partition>:scheduler:${HERE}:schedule/power-tuner/retune.*`],
      'scheduler:UpdateSchedule': [`arn:<AWS::Partition>:scheduler:${HERE}:schedule/power-tuner/retune.*`],
      'iam:PassRole': [`<${only('AWS::IAM::Role', 'RetuneScheduleRole').id}.Arn>`],
      'lambda:GetFunctionConfiguration': [ORDERS, `<${ARCHIVE}.Arn>`],
      'states:StartExecution': [expect.stringMatching(/^<PowerTunerMachineStateMachine\w+>$/)],
      's3:GetObject': ['arn:<AWS::Partition>:s3:::results/results/*'],
      's3:ListBucket': ['arn:<AWS::Partition>:s3:::results'],
      'xray:PutTraceSegments': ['*'],
      'xray:PutTelemetryRecords': ['*'],
    });
  });

  it('lets its schedules call the retuner and nothing else', () => {
    expect(rightsOf('RetuneScheduleRole')).toEqual({
      'lambda:InvokeFunction': [`<${RETUNER}.Arn>`],
      'sqs:SendMessage': [expect.stringMatching(/^<PowerTunerSchedulesMissed\w+\.Arn>$/)],
    });
    const [trust] = only('AWS::IAM::Role', 'RetuneScheduleRole').Properties.AssumeRolePolicyDocument
      .Statement;
    expect(trust.Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
    expect(asText(trust.Condition.StringEquals['aws:SourceArn'])).toBe(
      `arn:<AWS::Partition>:scheduler:${HERE}:schedule-group/power-tuner`,
    );
  });

  it('has the permissions boundary of its power tuner on its roles', () => {
    const bounded = new Stack(appWithoutBundles(), 'Bounded');
    const boundary = ManagedPolicy.fromManagedPolicyArn(bounded, 'B', 'arn:aws:iam::123456789012:policy/b');
    const tuner = new PowerTuner(bounded, 'PowerTuner', { permissionsBoundary: boundary });
    new RetuneOnDeployment(bounded, 'Retune', { powerTuner: tuner, targets: [ORDERS] });
    const roles = Object.entries(Template.fromStack(bounded).findResources('AWS::IAM::Role')).filter(([id]) =>
      id.startsWith('Retune'),
    );
    expect(roles).toHaveLength(2);
    for (const [, { Properties }] of roles) {
      expect(Properties.PermissionsBoundary).toBe('arn:aws:iam::123456789012:policy/b');
    }
  });

  it('passes cdk-nag', () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    const found = JSON.stringify(violations);
    // What cdk-nag says of the function that is here to be deployed.
    expect(found).toContain('Shop/Archive/');
    expect(found).not.toContain('Shop/Retune/');
  });

  it('has a bundle that can be loaded by itself', () => {
    // Outside the repository: what a bundle left out, no node_modules folder can give it.
    const folder = mkdtempSync(join(tmpdir(), 'power-tuner-retuner-'));
    bundleStage('retuner', folder);
    const script = `const { handler } = await import(process.argv[1]); console.log(typeof handler)`;
    const printed = execFileSync(
      process.execPath,
      ['--input-type=module', '--eval', script, join(folder, 'index.mjs')],
      { env: { POWER_TUNER_RETUNE: '{}', AWS_REGION: 'eu-west-1' }, cwd: folder, encoding: 'utf8' },
    );
    rmSync(folder, { recursive: true, force: true });
    expect(printed).toBe('function\n');
  });
});

describe("RetuneOnDeployment's props", () => {
  const problemsOf = (given: Partial<RetuneOnDeploymentProps>): string[] => {
    try {
      new RetuneOnDeployment(stack, `Refused${Math.random()}`, { powerTuner, targets: [ORDERS], ...given });
    } catch (error) {
      if (error instanceof InvalidProps) return error.message.split('\n- ').slice(1);
      throw error;
    }
    return [];
  };

  it('are refused with all that is wrong at once', () => {
    const without = new PowerTuner(new Stack(app, 'Without'), 'PowerTuner', { schedules: false });
    expect(
      problemsOf({
        powerTuner: without,
        targets: ['orders', `${ORDERS}:live`],
        delay: Duration.seconds(30),
        quietFor: Duration.days(366),
        input: { num: 1 },
        apply: 'auto',
      }),
    ).toEqual([
      expect.stringMatching(/^powerTuner: got one with schedules: false/),
      expect.stringMatching(/^targets\[0\]: got "orders"; allowed: a function, or the full ARN/),
      expect.stringMatching(/^targets\[1\]: got .*:live"; allowed: the function itself, without a qualifier/),
      'delay: got 30 s; allowed: whole seconds from a minute to a day',
      'quietFor: got 31622400 s; allowed: whole seconds from 0 to a year',
      expect.stringMatching(/^input\.num: got 1; allowed/),
      expect.stringMatching(/^apply: got apply: "auto" for orders that is not among optimizable/),
      expect.stringMatching(/^apply: got apply: "auto" for .*:live that is not among optimizable/),
    ]);
  });

  it('have functions', () => {
    expect(problemsOf({ targets: [] })).toEqual([
      'targets: got an empty list; allowed: at least one function',
    ]);
  });
});
