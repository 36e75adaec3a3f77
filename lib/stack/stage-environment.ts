import type { Settings } from './settings.ts';
import { type FunctionName, STAGE_MEMORY } from './stages.ts';

/** What the stack has made that stages are told of. */
export interface Surroundings {
  readonly probeLogGroupName: string;
  readonly stagingBucketName: string;
  /** The role in whose sessions links to pages are signed. */
  readonly reportRoleArn?: string | undefined;
  /** The state machine that moves an alias by degrees. */
  readonly canaryMachineArn?: string | undefined;
  /** Where the viewer is. */
  readonly viewerUrl?: string | undefined;
  /** Name or ARN of the bus that results are told to. */
  readonly eventBus?: string | undefined;
}

/**
 * What a stage is told by environment variables. Only the Initializer decides anything, and the plan carries
 * it on; the Cleaner's sweep has no plan.
 * @param json makes JSON of values that may be known at deployment only
 */
export function stageEnvironment(
  stage: FunctionName,
  settings: Settings,
  {
    probeLogGroupName,
    stagingBucketName,
    reportRoleArn,
    canaryMachineArn,
    viewerUrl,
    eventBus,
  }: Surroundings,
  json: (value: object) => string,
): Readonly<Record<string, string>> {
  const { defaultPowerValues, timeout, visualizationUrl, probeTags, regions, resultsBucket } = settings;
  switch (stage) {
    case 'initializer':
      return {
        ...(defaultPowerValues === undefined
          ? {}
          : { POWER_TUNER_DEFAULT_POWER_VALUES: JSON.stringify(defaultPowerValues) }),
        POWER_TUNER_ALLOWED: json(allowedBy(settings)),
        POWER_TUNER_EXECUTION_TIMEOUT_SECONDS: String(timeout.toSeconds()),
        POWER_TUNER_PROBE_LOG_GROUP: probeLogGroupName,
        ...(Object.keys(probeTags).length === 0 ? {} : { POWER_TUNER_PROBE_TAGS: json(probeTags) }),
        ...(resultsBucket === undefined ? {} : { POWER_TUNER_RESULTS_BUCKET: resultsBucket.bucketName }),
        POWER_TUNER_STAGING_BUCKET: stagingBucketName,
        POWER_TUNER_VISUALIZATION_URL: visualizationUrl,
      };
    case 'cleaner':
      return {
        ...(regions === undefined ? {} : { POWER_TUNER_REGIONS: json(regions) }),
        POWER_TUNER_STAGING_BUCKET: stagingBucketName,
      };
    case 'reporter':
      return {
        POWER_TUNER_STAGE_MEMORY: json(STAGE_MEMORY),
        ...(reportRoleArn === undefined ? {} : { POWER_TUNER_REPORT_ROLE: reportRoleArn }),
        ...(viewerUrl === undefined ? {} : { POWER_TUNER_VIEWER_URL: viewerUrl }),
        ...audience(settings, eventBus),
        ...metrics(settings),
      };
    case 'optimizer':
      return canaryMachineArn === undefined ? {} : { POWER_TUNER_CANARY_MACHINE: canaryMachineArn };
    case 'notifier':
      return { ...audience(settings, eventBus), ...metrics(settings) };
    case 'canary':
      return audience(settings, eventBus);
    default:
      return {};
  }
}

/** Where to say what a run said, or how a canary ended. */
function audience({ topic }: Settings, eventBus: string | undefined): Readonly<Record<string, string>> {
  return {
    ...(eventBus === undefined ? {} : { POWER_TUNER_EVENT_BUS: eventBus }),
    ...(topic === undefined ? {} : { POWER_TUNER_TOPIC: topic.topicArn }),
  };
}

/** Which metrics somebody looks at. */
function metrics({ dashboard, alarm }: Settings): Readonly<Record<string, string>> {
  if (dashboard) return { POWER_TUNER_METRICS: 'true' };
  return alarm ? { POWER_TUNER_METRICS: 'outcomes' } : {};
}

/** What an input may name, as lib/aws/allowed.ts reads it. Empty lists are left out: nothing is the default. */
function allowedBy(settings: Settings): Readonly<Record<string, readonly string[]>> {
  const { inPlaceTargets, otherProbeRoles, codeObjects, codeRepositories, codeFunctions, codeLayers } =
    settings;
  const lists = { inPlaceTargets, otherProbeRoles, codeObjects, codeRepositories, codeFunctions, codeLayers };
  return Object.fromEntries(Object.entries(lists).filter(([, patterns]) => patterns.length > 0));
}
