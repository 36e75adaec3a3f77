/** What the Reporter is set up with. */
export interface ReporterSettings {
  /** Memory of each stage's function in MB, by the name that its state has. */
  readonly stageMemory: Readonly<Record<string, number>>;
  /** The stack's region, whose prices its own functions have. */
  readonly region: string | undefined;
  /** ARN of the role in whose sessions links to pages are signed; without it there are none. */
  readonly reportRoleArn: string | undefined;
  /** Address of the stack's viewer. */
  readonly viewerUrl: string | undefined;
  /** Name or ARN of the bus that events are put onto; without it there are none. */
  readonly eventBus: string | undefined;
  /** ARN of the topic of what is told in words; without it nothing is. */
  readonly topicArn: string | undefined;
}

/** The settings that the construct gives its Reporter as environment variables. */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): ReporterSettings {
  const memory = variables.POWER_TUNER_STAGE_MEMORY;
  return {
    stageMemory: memory === undefined ? {} : (JSON.parse(memory) as Record<string, number>),
    region: variables.AWS_REGION,
    reportRoleArn: variables.POWER_TUNER_REPORT_ROLE,
    viewerUrl: variables.POWER_TUNER_VIEWER_URL,
    eventBus: variables.POWER_TUNER_EVENT_BUS,
    topicArn: variables.POWER_TUNER_TOPIC,
  };
}
