import { Logger } from '@aws-lambda-powertools/logger';
import type { StageEnvironment } from './stage-context.ts';

/** The environment of a deployed stage: the SDK's own region and credentials, Powertools' structured log. */
export function lambdaEnvironment(stage: string): StageEnvironment {
  const logger = new Logger({ serviceName: 'power-tuner', persistentLogAttributes: { stage } });
  return { connection: {}, log: logger };
}
