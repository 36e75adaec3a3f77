import type { Audience } from '../../lib/aws/notify.ts';

/** The settings that the construct gives its Notifier as environment variables. */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): Audience {
  return { eventBus: variables.POWER_TUNER_EVENT_BUS, topicArn: variables.POWER_TUNER_TOPIC };
}
