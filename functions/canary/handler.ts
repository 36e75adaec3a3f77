import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { compare, complete, goBack, shift } from '../../lib/aws/canary/steps.ts';
import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { logs } from '../../lib/aws/clients/logs.ts';
import { states } from '../../lib/aws/clients/states.ts';
import { executionStatus } from '../../lib/aws/execution-watch.ts';
import {
  type CanaryEnd,
  type CanaryEvent,
  type CanaryPlan,
  type CanaryStep,
  canaryPlanSchema,
} from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** What is kept of a call's time for what comes after the log was read. */
const KEPT_MS = 30_000;

/** How long after it was written a line can be read, where it isn't 20 s: on a laptop, at once. */
export interface CanarySettings {
  readonly ingestionMs?: number;
}

/** The steps of a canary; the state machine statemachine/canary.asl.json says which. */
export function createHandler(environment: StageEnvironment, settings: CanarySettings = {}) {
  const { connection } = environment;
  const lambdaIn = byRegion((region) => controlPlane(connection, region));
  const logsIn = byRegion((region) => logs(connection, region));
  const machine = states(connection);
  const clientsOf = ({ region }: CanaryPlan) => ({
    lambda: lambdaIn(region),
    logs: logsIn(region),
    now: () => environment.now?.() ?? new Date(),
    ...settings,
  });

  /** The input of an execution that was stopped, or undefined where it never was one of a canary. */
  async function planOf(executionArn: string): Promise<CanaryPlan | undefined> {
    const { input = '' } = await machine.send(new DescribeExecutionCommand({ executionArn }));
    return canaryPlanSchema.safeParse(JSON.parse(input)).data;
  }

  /** Where that can't be told, it does: a passing fault must not end a canary, and one has only begun if it isn't known. */
  async function isRunning(executionArn: string): Promise<boolean> {
    return ['RUNNING', 'UNKNOWN', 'GONE'].includes(await executionStatus(machine, executionArn));
  }

  return stage(
    'Canary',
    environment,
    async (event: CanaryEvent, context): Promise<CanaryStep | CanaryEnd | Record<string, never>> => {
      if (event.step === undefined) {
        const plan = await planOf(event.executionArn);
        return plan === undefined ? {} : await goBack(plan, clientsOf(plan));
      }
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
      }
    },
  );
}
