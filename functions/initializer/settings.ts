import { NOTHING_ALLOWED } from '../../lib/aws/allowed.ts';
import type { InitializerSettings } from '../../lib/aws/initialize.ts';
import { DEFAULT_VISUALIZATION_URL } from '../../lib/contract/index.ts';

const DEFAULT_TIMEOUT_SECONDS = 6 * 3600;

function record(json: string | undefined): Record<string, unknown> {
  return json === undefined ? {} : (JSON.parse(json) as Record<string, unknown>);
}

/** The settings that the construct gives its Initializer as environment variables. */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): InitializerSettings {
  const powerValues = variables.POWER_TUNER_DEFAULT_POWER_VALUES;
  const timeout = variables.POWER_TUNER_EXECUTION_TIMEOUT_SECONDS;
  return {
    ...(powerValues === undefined ? {} : { defaultPowerValues: JSON.parse(powerValues) as number[] }),
    visualizationUrl: variables.POWER_TUNER_VISUALIZATION_URL ?? DEFAULT_VISUALIZATION_URL,
    probeLogGroup: variables.POWER_TUNER_PROBE_LOG_GROUP,
    region: variables.AWS_REGION,
    executionTimeoutSeconds: timeout === undefined ? DEFAULT_TIMEOUT_SECONDS : Number(timeout),
    stagingBucket: variables.POWER_TUNER_STAGING_BUCKET,
    resultsBucket: variables.POWER_TUNER_RESULTS_BUCKET,
    onlyResult: variables.POWER_TUNER_ONLY_RESULT === 'true',
    probeTags: record(variables.POWER_TUNER_PROBE_TAGS) as Record<string, string>,
    allowed: { ...NOTHING_ALLOWED, ...record(variables.POWER_TUNER_ALLOWED) },
  };
}
