import { timeScaleOf } from '../../lib/aws/clients/connected.ts';
import { laterS3 } from '../../lib/aws/clients/later.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { errorText } from '../../lib/aws/error-text.ts';
import { executionUse } from '../../lib/aws/execution-use.ts';
import type {
  Decision,
  Plan,
  ReporterEvent,
  ReporterResult,
  TuningResult,
} from '../../lib/contract/index.ts';
import { runUseOf } from '../../lib/core/pricing/run-use.ts';
import { outcomeIn } from '../../lib/report/event.ts';
import { failureAfterDecision, madeBy } from '../../lib/report/failure.ts';
import { type ReportedUse, reportDryRun, reportResult } from '../../lib/report/result.ts';
import { outcomeMetrics, runMetrics } from '../../lib/report/run-metrics.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';
import { announcer } from './announce.ts';
import { earlierReader } from './earlier.ts';
import type { PutMetrics } from './lambda-metrics.ts';
import { linkMaker } from './links.ts';
import { metricsPutter } from './put-metrics.ts';
import type { ReporterSettings } from './settings.ts';

/** Reading the history must not keep the answer from anybody. */
const LONGEST_READING_MS = 10_000;

/** What the Reporter is given beside its settings. */
export interface ReporterParts {
  /** The page without results. */
  readonly pageTemplate: () => Promise<string>;
  /** Where a run's figures go; absent where nothing draws them. */
  readonly metrics?: PutMetrics | undefined;
}

/** Makes the output of the execution, with its links; where something failed after the decision, says so. */
export function createHandler(
  environment: StageEnvironment,
  settings: ReporterSettings,
  { pageTemplate, metrics }: ReporterParts,
) {
  const client = states(environment.connection);
  const now = () => environment.now?.() ?? new Date();

  async function useOf(plan: Plan): Promise<ReportedUse> {
    const { region, stageMemory } = settings;
    const signal = AbortSignal.timeout(LONGEST_READING_MS * timeScaleOf(client));
    try {
      const use = runUseOf(await executionUse(client, plan.executionArn, now, signal), stageMemory);
      return { region, ...(use ?? unknown('it leaves out what happened inside the Map')) };
    } catch (error) {
      const why = signal.aborted
        ? `it could not be read within ${LONGEST_READING_MS / 1000} s`
        : errorText(error);
      return { region, ...unknown(why) };
    }
  }

  const { connection } = environment;
  const s3 = laterS3(connection);
  const beside = earlierReader(s3);
  const withLinks = linkMaker({ connection, s3, settings, pageTemplate, now });
  const announced = announcer(connection, settings);

  const put = metricsPutter(metrics, environment.log);

  async function told(result: TuningResult, plan: Plan): Promise<TuningResult> {
    const { notify } = plan.afterwards;
    if (notify !== 'never') {
      await put(result.run.executionArn, [outcomeMetrics(result.run.executionArn, outcomeIn(result, plan))]);
    }
    return await announced(result, plan);
  }

  async function resultOf(plan: Plan, decision: Decision, event: ReporterEvent): Promise<TuningResult> {
    const result = reportResult(plan, decision, event.optimizer?.result, now(), await useOf(plan));
    await put(plan.executionArn, runMetrics(result, settings.region));
    const linked = await withLinks(await beside(result, plan), plan);
    // Of an execution that is going to fail it is told when it has (functions/notifier).
    return event.cleaner === undefined && event.error === undefined ? await told(linked, plan) : linked;
  }

  return stage('Reporter', environment, async (event: ReporterEvent): Promise<ReporterResult> => {
    const { plan, decision, cleaner, error } = event;
    const output = decision === null ? reportDryRun(plan) : await resultOf(plan, decision, event);
    if (cleaner !== undefined) {
      const failure = { stage: 'Cleaner', ...cleaner } as const;
      return { output, failure: failureAfterDecision(plan, output, failure, madeBy(plan)) };
    }
    if (error === undefined) return { output };
    return { output, failure: failureAfterDecision(plan, output, { stage: 'Optimizer', ...error }, []) };
  });
}

function unknown(why: string): Pick<ReportedUse, 'warnings'> {
  const message = `what the run itself cost is reckoned without retries and without the tuner's own functions: its history does not tell (${why})`;
  return { warnings: [{ code: 'run-cost-estimated', message }] };
}
