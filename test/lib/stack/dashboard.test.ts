import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import type { PowerTunerProps } from '../../../lib/stack/power-tuner-props.ts';
import { asText, synthesise, variablesOf, violationsOf } from './synthesised.ts';

const withDashboard = (more: PowerTunerProps = {}) =>
  synthesise((scope) => ({
    dashboard: true,
    resultsBucket: Bucket.fromBucketName(scope, 'Results', 'results'),
    viewerUrl: 'https://viewer.example.com/',
    ...more,
  }));
const { app, template } = withDashboard();

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly view?: string;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

function dashboardOf(of = template) {
  const [dashboard, ...others] = Object.values(of.findResources('AWS::CloudWatch::Dashboard'));
  expect(others).toEqual([]);
  const body = inText(dashboard?.Properties.DashboardBody);
  return {
    name: asText(dashboard?.Properties.DashboardName),
    ...(JSON.parse(body) as { start: string; widgets: Widget[] }),
  };
}

/** As asText, with the console's host as it is in most regions. */
function inText(value: unknown): string {
  const { 'Fn::Join': join } = value as { 'Fn::Join': [string, unknown[]] };
  return join[1]
    .map((part) => (JSON.stringify(part).includes('Fn::If') ? 'console.aws.amazon.com' : asText(part)))
    .join(join[0]);
}

const machine = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'))[0];
const { name, start, widgets } = dashboardOf();
const metrics = widgets.flatMap(({ properties }) => properties.metrics ?? []);

describe('the dashboard', () => {
  it('is none by default, and no metrics are put for it: both cost money', () => {
    const plain = synthesise().template;
    plain.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    expect(variablesOf(plain, 'reporter')).not.toHaveProperty('POWER_TUNER_METRICS');
    expect(variablesOf(template, 'reporter')).toMatchObject({ POWER_TUNER_METRICS: 'true' });
  });

  it('shows a month, under a name that is different in each region', () => {
    expect(name).toBe('power-tuner-<AWS::Region>');
    expect(start).toBe('-P30D');
  });

  it('leads to the executions, the reports and the viewer', () => {
    const [text, ...others] = widgets.filter(({ type }) => type === 'text');
    expect(others).toEqual([]);
    const links = [...(text?.properties.markdown ?? '').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
    expect(links).toEqual([
      `https://console.aws.amazon.com/states/home?region=<AWS::Region>#/statemachines/view/<${machine}>`,
      'https://console.aws.amazon.com/s3/buckets/results?region=<AWS::Region>&prefix=runs/',
      'https://viewer.example.com/',
    ]);
  });

  it('leads to no reports and no viewer where there are none', () => {
    const plain = synthesise(() => ({ dashboard: true, keepResults: false })).template;
    const [text] = dashboardOf(plain).widgets;
    expect(text?.properties.markdown?.match(/\]\(/g)).toHaveLength(1);
  });

  it('has the runs of this state machine by how they ended, and how long they took', () => {
    const ofStates = metrics.filter(([namespace]) => namespace === 'AWS/States');
    expect(ofStates.map(([, metric, dimension, value]) => [metric, dimension, value])).toEqual(
      [
        'ExecutionsStarted',
        'ExecutionsSucceeded',
        'ExecutionsFailed',
        'ExecutionsTimedOut',
        'ExecutionsAborted',
        'ExecutionTime',
        'ExecutionTime',
      ].map((metric) => [metric, 'StateMachineArn', `<${machine}>`]),
    );
  });

  it('has what the Reporter puts: totals of the state machine, and answers of each function', () => {
    const own = metrics.filter(([namespace]) => namespace === 'PowerTuner');
    const named = (cell: unknown) => (typeof cell === 'string' ? [cell] : []);
    expect(
      new Set(own.map(([, metric, ...dimensions]) => [metric, ...dimensions.flatMap(named)].join(' '))),
    ).toEqual(
      new Set([
        'RunCost StateMachine power-tuner',
        'Invocations StateMachine power-tuner',
        'SavingPercent StateMachine power-tuner',
        'Confidence StateMachine power-tuner',
        // In the order of their names, as CDK writes dimensions.
        'Runs Outcome unchanged StateMachine power-tuner',
        'Runs Outcome better StateMachine power-tuner',
        'Runs Outcome regressed StateMachine power-tuner',
        'Runs Outcome failed StateMachine power-tuner',
      ]),
    );
    const searches = metrics.flatMap(([first]) => {
      const { expression } = (first ?? {}) as { expression?: string };
      return expression === undefined ? [] : [expression];
    });
    expect(searches).toEqual(
      ['RecommendedMemoryMB', 'SavingPercent'].map(
        (metric) =>
          `SEARCH('{PowerTuner,StateMachine,Function} StateMachine="power-tuner" MetricName="${metric}"', 'Maximum', 86400)`,
      ),
    );
  });

  it('has nothing that cdk-nag finds', () => {
    expect(violationsOf(app)).toEqual([]);
  });
});
