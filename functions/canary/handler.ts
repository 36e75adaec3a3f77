import { DescribeExecutionCommand, type DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { compare, complete, goBack, shift } from '../../lib/aws/canary/steps.ts';
import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { logs } from '../../lib/aws/clients/logs.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { errorText } from '../../lib/aws/error-text.ts';
import { executionStatus } from '../../lib/aws/execution-watch.ts';
import type { Audience } from '../../lib/aws/notify.ts';
import {
  type CanaryEnd,
  type CanaryEvent,
  type CanaryPlan,
  type CanaryStep,
  canaryPlanSchema,
} from '../../lib/contract/index.ts';
import { failureOf } from '../../lib/report/event.ts';
import { failureIn } from '../../lib/report/event-text.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';
import { endTeller } from './tell.ts';

/** What is kept of a call's time for what comes after the log was read. */
const KEPT_MS = 30_000;

/** What the steps are set up with. */
export interface CanarySettings extends Audience {
  /** How long after it was written a line can be read, where it isn't 20 s: on a laptop, at once. */
  readonly ingestionMs?: number;
}

/** The steps of a canary; the state machine statemachine/canary.asl.json says which. */
export function createHandler(environment: StageEnvironment, settings: CanarySettings) {
  const { connection } = environment;
  const lambdaIn = byRegion((region) => controlPlane(connection, region));
  const logsIn = byRegion((region) => logs(connection, region));
  const machine = states(connection);
  const now = () => environment.now?.() ?? new Date();
  const { ingestionMs, ...audience } = settings;
  const tell = endTeller({ ...environment, now }, audience);
  const clientsOf = ({ region }: CanaryPlan) => ({
    lambda: lambdaIn(region),
    logs: logsIn(region),
    now,
    ...(ingestionMs === undefined ? {} : { ingestionMs }),
  });

  /**
   * After an execution that failed, was stopped or timed out: goes back, and tells of it also where that can't be done.
   * An execution that never was one of a canary has nothing to go back to.
   */
  async function afterFailure(executionArn: string): Promise<CanaryEnd | Record<string, never>> {
    const described = await machine.send(new DescribeExecutionCommand({ executionArn }));
    const plan = canaryPlanSchema.safeParse(JSON.parse(described.input ?? '')).data;
    if (plan === undefined) return {};
    const reason = failureText(described);
    try {
      const end = await goBack(plan, clientsOf(plan));
      await tell(plan, executionArn, { outcome: 'failed', reason, ...end });
      return end;
    } catch (error) {
      const left = `the alias ${plan.alias} could not be given back to version ${plan.old.version}: ${errorText(error)}`;
      await tell(plan, executionArn, { outcome: 'failed', reason: `${reason}; ${left}` });
      throw error;
    }
  }

  /** Where that can't be told, it does: a passing fault must not end a canary, and one has only begun if it isn't known. */
  async function isRunning(executionArn: string): Promise<boolean> {
    return ['RUNNING', 'UNKNOWN', 'GONE'].includes(await executionStatus(machine, executionArn));
  }

  return stage(
    'Canary',
    environment,
    async (event: CanaryEvent, context): Promise<CanaryStep | CanaryEnd | Record<string, never>> => {
      if (event.step === undefined) return await afterFailure(event.executionArn);
      const clients = clientsOf(event.plan);
      switch (event.step) {
        case 'shift':
          return await shift(event.plan, clients, () => isRunning(event.executionArn));
        case 'compare': {
          const deadlineMs = Date.now() + Math.max(0, context.getRemainingTimeInMillis() - KEPT_MS);
          return await compare(event.plan, event.watch, clients, deadlineMs);
        }
        case 'complete':
          return await complete(event.plan, clients);
        case 'back':
          return await goBack(event.plan, clients);
        case 'tell':
          await tell(event.plan, event.executionArn, event.end);
          return {};
      }
    },
  );
}

/** Step Functions' answers may be a moment behind its events: then it is still told to be running. */
function failureText({ status, error, cause }: DescribeExecutionCommandOutput): string {
  const ended = status === 'TIMED_OUT' || status === 'ABORTED' ? status : 'FAILED';
  return `its execution ended badly (${failureIn(failureOf({ status: ended, error, cause }))})`;
}
