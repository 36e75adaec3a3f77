import type { Settings } from './settings.ts';
import type { StageName } from './stages.ts';

/** What a stage is told by environment variables. Only the Initializer decides anything; the plan carries it on. */
export function stageEnvironment(
  stage: StageName,
  settings: Settings,
  probeLogGroupName: string,
): Readonly<Record<string, string>> {
  if (stage !== 'initializer') return {};
  const { defaultPowerValues, timeout, visualizationUrl } = settings;
  return {
    ...(defaultPowerValues === undefined
      ? {}
      : { POWER_TUNER_DEFAULT_POWER_VALUES: JSON.stringify(defaultPowerValues) }),
    POWER_TUNER_EXECUTION_TIMEOUT_SECONDS: String(timeout.toSeconds()),
    POWER_TUNER_PROBE_LOG_GROUP: probeLogGroupName,
    POWER_TUNER_VISUALIZATION_URL: visualizationUrl,
  };
}
