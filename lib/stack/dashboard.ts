import { Duration, Stack } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
  Stats,
  TableLayout,
  TableWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DIMENSIONS, EVENT_OUTCOMES, METRICS, METRICS_NAMESPACE } from '../report/run-metrics.ts';
import type { ConsoleLinks } from './console-links.ts';
import type { Settings } from './settings.ts';

/** Runs are rare: a day is a point, a month the picture. */
const DAY = Duration.days(1);
const SHOWN = Duration.days(30);
const WHOLE_WIDTH = 24;
const HEIGHT = 6;

export interface TuningDashboardProps {
  readonly settings: Pick<Settings, 'namePrefix' | 'resultsBucket'>;
  readonly stateMachine: IStateMachine;
  readonly links: ConsoleLinks;
  readonly viewerUrl: string | undefined;
}

/** What the tuner does and what it costs, over a month; and how to get to the reports. */
export class TuningDashboard extends Construct {
  /** In the console. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: TuningDashboardProps) {
    super(scope, id);
    const { settings, links } = props;
    // A dashboard's name is the account's, whatever the region.
    const dashboardName = `${settings.namePrefix}-${Stack.of(this).region}`;
    new Dashboard(this, 'Dashboard', {
      dashboardName,
      defaultInterval: SHOWN,
      widgets: [[ways(props)], runs(props), totals(settings), answers(settings)],
    });
    this.url = links.dashboard(dashboardName);
  }
}

/** Where the reports are. */
function ways({ settings, stateMachine, links, viewerUrl }: TuningDashboardProps): IWidget {
  const { resultsBucket } = settings;
  const markdown = [
    `# ${settings.namePrefix}`,
    `[Executions](${links.stateMachine(stateMachine)}): the output of each has the answer, and links to its report.`,
    ...(resultsBucket === undefined
      ? []
      : [`[Reports](${links.objects(resultsBucket, 'runs/')}): \`<function>/<execution>/report.html\`.`]),
    ...(viewerUrl === undefined ? [] : [`[Viewer](${viewerUrl}): shows an output that is put into it.`]),
  ].join('\n\n');
  return new TextWidget({ markdown, width: WHOLE_WIDTH, height: 4 });
}

/** AWS's own metrics of the state machine. */
function runs({ stateMachine }: TuningDashboardProps): IWidget[] {
  const period = { period: DAY };
  return [
    graph('Runs', [
      stateMachine.metricStarted({ ...period, label: 'started' }),
      stateMachine.metricSucceeded({ ...period, label: 'succeeded' }),
      stateMachine.metricFailed({ ...period, label: 'failed' }),
      stateMachine.metricTimedOut({ ...period, label: 'timed out' }),
      stateMachine.metricAborted({ ...period, label: 'aborted' }),
    ]),
    graph('How long runs took, ms', [
      stateMachine.metricTime({ ...period, label: 'longest', statistic: Stats.MAXIMUM }),
      stateMachine.metricTime({ ...period, label: 'mean', statistic: Stats.AVERAGE }),
    ]),
  ];
}

/** The tuner's own metrics, of all runs. */
function totals({ namePrefix }: TuningDashboardProps['settings']): IWidget[] {
  const metric = (metricName: string, statistic: string, label: string) =>
    new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { [DIMENSIONS.stateMachine]: namePrefix },
      statistic,
      period: DAY,
      label,
    });
  return [
    graph('What tuning cost', [
      metric(METRICS.runCost, Stats.SUM, 'all runs of a day'),
      metric(METRICS.runCost, Stats.MAXIMUM, 'the dearest'),
    ]),
    graph('Invocations made', [metric(METRICS.invocations, Stats.SUM, 'all runs of a day')]),
    graph('Saving against the configuration before, %', [
      metric(METRICS.savingPercent, Stats.AVERAGE, 'mean'),
      metric(METRICS.savingPercent, Stats.MAXIMUM, 'best'),
    ]),
    graph(
      'What runs said',
      EVENT_OUTCOMES.map(
        (outcome) =>
          new Metric({
            namespace: METRICS_NAMESPACE,
            metricName: METRICS.runs,
            dimensionsMap: { [DIMENSIONS.stateMachine]: namePrefix, [DIMENSIONS.outcome]: outcome },
            statistic: Stats.SUM,
            period: DAY,
            label: outcome,
          }),
      ),
    ),
    graph('Confidence of the answers, 0 to 1', [
      metric(METRICS.confidence, Stats.AVERAGE, 'mean'),
      metric(METRICS.confidence, Stats.MINIMUM, 'lowest'),
    ]),
  ];
}

/** What was recommended for each function, whichever there are. */
function answers({ namePrefix }: TuningDashboardProps['settings']): IWidget[] {
  const ofEachFunction = (metricName: string) =>
    new MathExpression({
      expression: `SEARCH('{${METRICS_NAMESPACE},${DIMENSIONS.stateMachine},${DIMENSIONS.function}} ${DIMENSIONS.stateMachine}="${namePrefix}" MetricName="${metricName}"', 'Maximum', ${DAY.toSeconds()})`,
      usingMetrics: {},
      label: '',
      period: DAY,
    });
  const table = (title: string, metric: IMetric) =>
    new TableWidget({
      title,
      metrics: [metric],
      layout: TableLayout.HORIZONTAL,
      showUnitsInLabel: true,
      width: WHOLE_WIDTH / 2,
      height: HEIGHT,
    });
  return [
    table('Recommended memory size, by function', ofEachFunction(METRICS.recommendedMemory)),
    table('Saving, by function', ofEachFunction(METRICS.savingPercent)),
  ];
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: WHOLE_WIDTH / 2, height: HEIGHT });
}
