import type { CleanerSettings } from '../../lib/aws/clean/clients.ts';

/** The settings that the construct gives its Cleaner as environment variables. */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): CleanerSettings {
  const regions = variables.POWER_TUNER_REGIONS;
  return {
    regions: regions === undefined ? [] : (JSON.parse(regions) as string[]),
    stagingBucket: variables.POWER_TUNER_STAGING_BUCKET,
  };
}
