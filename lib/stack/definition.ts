import { readFileSync } from 'node:fs';
import type { Duration } from 'aws-cdk-lib';
import { CANARY_DEFINITION_PATH, DEFINITION_PATH } from './package-paths.ts';

/**
 * The state machine's definition as it is in the repository, with this PowerTuner's time limit, and for
 * any partition: the integrations' ARNs, written there for `aws`, take `${Partition}`.
 */
export function definition(timeout: Duration): string {
  return read(DEFINITION_PATH, { TimeoutSeconds: timeout.toSeconds() });
}

/** The same of the state machine that moves an alias by degrees. */
export function canaryDefinition(): string {
  return read(CANARY_DEFINITION_PATH, {});
}

function read(path: string, more: object): string {
  const asl: Record<string, unknown> = JSON.parse(readFileSync(path, 'utf8'));
  return JSON.stringify({ ...asl, ...more }).replaceAll('"arn:aws:states:::', `"arn:\${Partition}:states:::`);
}
