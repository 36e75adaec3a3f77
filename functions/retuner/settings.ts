import type { RetuneSettings } from '../../lib/aws/retune/settings.ts';

/**
 * The settings that the construct gives its retuner as an environment variable.
 * @throws Error where there are none: it was not made by the construct.
 */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): RetuneSettings {
  const { POWER_TUNER_RETUNE: settings } = variables;
  if (settings === undefined) throw new Error('POWER_TUNER_RETUNE is not set');
  return JSON.parse(settings) as RetuneSettings;
}
