import { byRegion } from '../../lib/aws/clients/by-region.ts';
import { controlPlane } from '../../lib/aws/clients/lambda.ts';
import { laterS3 } from '../../lib/aws/clients/later.ts';
import { type InitializerSettings, initialize } from '../../lib/aws/initialize.ts';
import type { InitializerEvent } from '../../lib/contract/index.ts';
import { stage } from '../middleware/stage.ts';
import type { StageEnvironment } from '../middleware/stage-context.ts';

/** Parses the input, reads the target, plans the candidates. Changes nothing. */
export function createHandler(environment: StageEnvironment, settings: InitializerSettings) {
  const { connection } = environment;
  const lambda = byRegion((region) => controlPlane(connection, region));
  const s3 = laterS3(connection);
  return stage('Initializer', environment, (event: InitializerEvent) =>
    initialize(event, settings, { controlPlane: lambda, s3 }),
  );
}
