import { readFileSync } from 'node:fs';
import type { Duration } from 'aws-cdk-lib';
import { DEFINITION_PATH } from './package-paths.ts';

/**
 * The state machine's definition as it is in the repository, with this PowerTuner's time limit, and for
 * any partition: the integrations' ARNs, written there for `aws`, take `${Partition}`.
 */
export function definition(timeout: Duration): string {
  const asl: Record<string, unknown> = JSON.parse(readFileSync(DEFINITION_PATH, 'utf8'));
  return JSON.stringify({ ...asl, TimeoutSeconds: timeout.toSeconds() }).replaceAll(
    '"arn:aws:states:::',
    `"arn:\${Partition}:states:::`,
  );
}
