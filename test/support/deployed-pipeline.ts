import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { CleanerResult } from '../../lib/contract/index.ts';
import { deployStages } from './deployed-stages.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from './pipeline.ts';

/** The service with its stages deployed, on the emulator that has the targets too. */
export interface DeployedPipeline extends Pipeline {
  /** What the stack's schedule does every hour: the Cleaner, without an execution. */
  sweep(): Promise<CleanerResult>;
}

/** A stage holds its share of the CPU while it waits for a probe: that one's must not have to come first. */
const ENOUGH_CORES = 64;

/**
 * Starts the service as it is deployed: every stage a function of the emulator, made from its bundle. A stage
 * that is killed is a process that is killed, and one that is left behind goes on, as on AWS.
 */
export async function startDeployedPipeline(
  options: Omit<PipelineOptions, 'stages' | 'deploy'> = {},
): Promise<DeployedPipeline> {
  const pipeline = await startPipeline({
    ...options,
    environments: { cores: ENOUGH_CORES, ...options.environments },
    deploy: deployStages,
  });
  return {
    ...pipeline,
    async sweep() {
      const { FunctionError, Payload } = await pipeline.lambda.send(
        new InvokeCommand({ FunctionName: 'power-tuner-cleaner', Payload: '{}' }),
      );
      const answer = JSON.parse(Payload?.transformToString() ?? 'null');
      if (FunctionError !== undefined) throw new Error(`the sweep failed: ${JSON.stringify(answer)}`);
      return answer as CleanerResult;
    },
  };
}
