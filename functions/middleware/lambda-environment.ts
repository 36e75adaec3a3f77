import { Logger } from '@aws-lambda-powertools/logger';
import type { StageEnvironment } from './stage-context.ts';

/** The environment of a deployed stage: the SDK's own region and credentials, Powertools' structured log. */
export function lambdaEnvironment(stage: string): StageEnvironment {
  const logger = new Logger({ serviceName: 'power-tuner', persistentLogAttributes: { stage } });
  // The SDK reads it too; that the address of a bucket is a path there, it has to be told.
  const endpoint = process.env.AWS_ENDPOINT_URL;
  return { connection: endpoint === undefined || endpoint === '' ? {} : { endpoint }, log: logger };
}
