import { readFileSync } from 'node:fs';
import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POWER_VALUES, DEFAULT_VISUALIZATION_URL } from '../../../lib/contract/index.ts';
import { DEFINITION_PATH } from '../../../lib/stack/package-paths.ts';
import { FUNCTION_NAMES, FUNCTIONS, STAGE_NAMES, STAGES, stageTitle } from '../../../lib/stack/stages.ts';
import { asText, synthesise } from './synthesised.ts';

const { template } = synthesise();
const changed = synthesise(() => ({
  namePrefix: 'tuner-2',
  defaultPowerValues: [512, 1024],
  timeout: Duration.hours(1),
  logRetention: RetentionDays.ONE_DAY,
  visualizationUrl: 'https://tuning.example.com/',
})).template;

type Properties = ReturnType<typeof propertiesOf>[number];

function propertiesOf(type: string, of = template) {
  return Object.values(of.findResources(type)).map(({ Properties }) => Properties);
}

function functionOf(stage: string, of = template, prefix = 'power-tuner'): Properties {
  const name = `${prefix}-${stage}`;
  return propertiesOf('AWS::Lambda::Function', of).find(({ FunctionName }) => FunctionName === name);
}

describe('the stages', () => {
  it.each(FUNCTION_NAMES)('deploy the %s on Node 24 and arm64, traced, with its size and time', (stage) => {
    expect(functionOf(stage)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: FUNCTIONS[stage].memoryMB,
      Timeout: FUNCTIONS[stage].timeoutSeconds,
      TracingConfig: { Mode: 'Active' },
    });
  });

  it('are the seven, and beside them the Notifier and no other function', () => {
    expect(propertiesOf('AWS::Lambda::Function')).toHaveLength(STAGE_NAMES.length + 1);
  });

  it.each(STAGE_NAMES)('end the %s before its state gives up on it', (stage) => {
    const title = stageTitle(stage);
    const timeouts = [...readFileSync(DEFINITION_PATH, 'utf8').matchAll(stateTimeout(title))].map(([, s]) =>
      Number(s),
    );
    expect(timeouts.length).toBeGreaterThan(0);
    for (const seconds of timeouts) expect(seconds).toBeGreaterThan(STAGES[stage].timeoutSeconds);
  });

  it('tell the Initializer what the props say', () => {
    expect(functionOf('initializer', changed, 'tuner-2').Environment.Variables).toMatchObject({
      POWER_TUNER_DEFAULT_POWER_VALUES: '[512,1024]',
      POWER_TUNER_EXECUTION_TIMEOUT_SECONDS: '3600',
      POWER_TUNER_PROBE_LOG_GROUP: '/power-tuner/tuner-2/probes',
      POWER_TUNER_VISUALIZATION_URL: 'https://tuning.example.com/',
    });
  });

  it('leave the default sizes to the contract, and have its default page', () => {
    const variables = functionOf('initializer').Environment.Variables;
    expect(variables).not.toHaveProperty('POWER_TUNER_DEFAULT_POWER_VALUES');
    expect(variables.POWER_TUNER_VISUALIZATION_URL).toBe(DEFAULT_VISUALIZATION_URL);
    const documented = readFileSync(
      new URL('../../../lib/stack/power-tuner-props.ts', import.meta.url),
      'utf8',
    );
    expect(documented).toContain(`@default ${DEFAULT_POWER_VALUES.join(', ')}\n`);
  });
});

describe('the logs', () => {
  it('are a group for each function, one for executions and one for probes, kept a week', () => {
    const groups = propertiesOf('AWS::Logs::LogGroup');
    expect(groups.map(({ LogGroupName }) => LogGroupName).toSorted()).toEqual(
      [
        '/aws/vendedlogs/states/power-tuner',
        '/power-tuner/power-tuner/probes',
        ...FUNCTION_NAMES.map((stage) => `/power-tuner/power-tuner/${stage}`),
      ].toSorted(),
    );
    for (const { RetentionInDays } of groups) expect(RetentionInDays).toBe(7);
  });

  it('are kept as long as the prop says, and go with the stack', () => {
    for (const group of Object.values(changed.findResources('AWS::Logs::LogGroup'))) {
      expect(group).toMatchObject({ Properties: { RetentionInDays: 1 }, DeletionPolicy: 'Delete' });
    }
  });

  it.each(FUNCTION_NAMES)('take what the %s writes', (stage) => {
    const group = asText(functionOf(stage).LoggingConfig.LogGroup).slice(1, -1);
    const groups = template.findResources('AWS::Logs::LogGroup');
    expect(groups[group]?.Properties.LogGroupName).toBe(`/power-tuner/power-tuner/${stage}`);
  });
});

describe('the state machine', () => {
  const [machine] = propertiesOf('AWS::StepFunctions::StateMachine');
  const definition = JSON.parse(machine.DefinitionString);

  it('is the definition of the repository, with the time limit and the partition filled in', () => {
    const source = JSON.parse(
      readFileSync(DEFINITION_PATH, 'utf8').replaceAll('"arn:aws:states', `"arn:\${Partition}:states`),
    );
    expect(definition).toEqual({ ...source, TimeoutSeconds: 6 * 3600 });
  });

  it('takes its time limit from the prop', () => {
    const [other] = propertiesOf('AWS::StepFunctions::StateMachine', changed);
    expect(JSON.parse(other.DefinitionString).TimeoutSeconds).toBe(3600);
    expect(other.StateMachineName).toBe('tuner-2');
  });

  it('has a value for every substitution, and a substitution for every value', () => {
    const used = new Set(
      Array.from(machine.DefinitionString.matchAll(/\$\{(\w+)\}/g), ([, name]: string[]) => name),
    );
    expect([...used].toSorted()).toEqual(Object.keys(machine.DefinitionSubstitutions).toSorted());
  });

  it.each(STAGE_NAMES)('calls the %s where the definition says so', (stage) => {
    const arn = asText(machine.DefinitionSubstitutions[`${stageTitle(stage)}Arn`]);
    const logicalId = arn.slice(1, -'.Arn>'.length);
    const functions = template.findResources('AWS::Lambda::Function');
    expect(functions[logicalId]?.Properties.FunctionName).toBe(`power-tuner-${stage}`);
  });

  it('is Standard and traced, and logs every event without its data', () => {
    expect(machine).toMatchObject({
      StateMachineName: 'power-tuner',
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });
});

describe('cleaning, and telling of failures', () => {
  const rules = propertiesOf('AWS::Events::Rule');
  const idOf = (name: string) =>
    Object.entries(template.findResources('AWS::Lambda::Function')).find(
      ([, { Properties }]) => Properties.FunctionName === `power-tuner-${name}`,
    )?.[0];
  const [cleaner, notifier] = [idOf('cleaner'), idOf('notifier')];
  const [machineId] = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'));

  it('starts the Cleaner and the Notifier with the execution when one fails, times out or is aborted', () => {
    const rule = rules.find(({ EventPattern }) => EventPattern !== undefined);
    expect(rule.EventPattern).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [{ Ref: machineId }], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
    expect(rule.Targets.map(({ Arn }: { Arn: unknown }) => asText(Arn))).toEqual([
      `<${cleaner}.Arn>`,
      `<${notifier}.Arn>`,
    ]);
    for (const { InputTransformer } of rule.Targets) {
      expect(InputTransformer).toEqual({
        InputPathsMap: { 'detail-executionArn': '$.detail.executionArn' },
        InputTemplate: '{"executionArn":<detail-executionArn>}',
      });
    }
  });

  it('starts the sweep every hour', () => {
    const sweep = rules.find(({ ScheduleExpression }) => ScheduleExpression !== undefined);
    expect(sweep).toMatchObject({ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED' });
    expect(sweep.Targets).toHaveLength(1);
    expect(sweep.Targets[0].Input).toBe('{}');
    expect(asText(sweep.Targets[0].Arn)).toBe(`<${cleaner}.Arn>`);
  });

  it('lets EventBridge invoke the two from their rules, and nobody invoke anything else', () => {
    const permissions = propertiesOf('AWS::Lambda::Permission');
    for (const { Principal } of permissions) expect(Principal).toBe('events.amazonaws.com');
    const ruleOf = (isIt: (properties: Properties) => boolean) =>
      Object.entries(template.findResources('AWS::Events::Rule')).find(([, { Properties }]) =>
        isIt(Properties),
      )?.[0];
    const [ended, sweep] = [
      ruleOf(({ EventPattern }) => EventPattern !== undefined),
      ruleOf(({ ScheduleExpression }) => ScheduleExpression !== undefined),
    ];
    expect(
      permissions.map((permission) => [asText(permission.FunctionName), asText(permission.SourceArn)]).sort(),
    ).toEqual(
      [
        [`<${cleaner}.Arn>`, `<${ended}.Arn>`],
        [`<${cleaner}.Arn>`, `<${sweep}.Arn>`],
        [`<${notifier}.Arn>`, `<${ended}.Arn>`],
      ].sort(),
    );
  });
});

describe('the results', () => {
  const ownBucket = (of = template) =>
    Object.entries(of.findResources('AWS::S3::Bucket')).filter(([id]) => id.startsWith('PowerTunerResults'));

  it('are kept in a bucket of the stack’s own: private, encrypted, by HTTPS only, and not deleted with it', () => {
    const [[id, bucket] = [], ...others] = ownBucket();
    expect(others).toEqual([]);
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
    const policy = propertiesOf('AWS::S3::BucketPolicy').find(({ Bucket }) => asText(Bucket) === `<${id}>`);
    expect(policy?.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
    expect(asText(functionOf('initializer').Environment.Variables.POWER_TUNER_RESULTS_BUCKET)).toBe(
      `<${id}>`,
    );
  });

  it.each([
    ['400 and 90 days by default', {}, 400, 90],
    [
      'as long as the props say',
      { resultsRetention: Duration.days(1000), runsRetention: Duration.days(7) },
      1000,
      7,
    ],
  ])('are kept %s, and their pages and samples', (_, props, results, runs) => {
    const [[, bucket] = []] = ownBucket(synthesise(() => props).template);
    expect(bucket?.Properties.LifecycleConfiguration.Rules).toEqual([
      { Id: 'results', Prefix: 'results/', ExpirationInDays: results, Status: 'Enabled' },
      { Id: 'runs', Prefix: 'runs/', ExpirationInDays: runs, Status: 'Enabled' },
    ]);
  });

  it('are kept in no other bucket where one is given, and nowhere where they are not to be', () => {
    const given = synthesise((scope) => ({
      resultsBucket: Bucket.fromBucketName(scope, 'Given', 'given'),
    })).template;
    expect(ownBucket(given)).toEqual([]);
    expect(functionOf('initializer', given).Environment.Variables.POWER_TUNER_RESULTS_BUCKET).toBe('given');
    const none = synthesise(() => ({ keepResults: false })).template;
    expect(ownBucket(none)).toEqual([]);
    expect(functionOf('initializer', none).Environment.Variables).not.toHaveProperty(
      'POWER_TUNER_RESULTS_BUCKET',
    );
  });
});

/** TimeoutSeconds of the states whose FunctionName is this stage's. */
function stateTimeout(title: string): RegExp {
  return new RegExp(`\\$\\{${title}Arn\\}[^]*?"TimeoutSeconds": (\\d+)`, 'g');
}
