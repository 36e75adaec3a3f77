import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { InvalidProps } from './invalid-props.ts';
import type { PowerTunerProps } from './power-tuner-props.ts';
import { propProblems } from './prop-problems.ts';

/** The props with their defaults; what is still optional has no default to fill in. */
export interface Settings
  extends Required<
      Pick<
        PowerTunerProps,
        | 'optimizable'
        | 'processors'
        | 'timeout'
        | 'logRetention'
        | 'payloadKeyPattern'
        | 'visualizationUrl'
        | 'namePrefix'
        | 'inPlaceTargets'
        | 'otherProbeRoles'
        | 'codeObjects'
        | 'codeRepositories'
        | 'codeFunctions'
        | 'codeLayers'
        | 'imageRepositories'
        | 'environmentKeys'
        | 'probeTags'
        | 'viewer'
        | 'dashboard'
        | 'keepResults'
        | 'resultsRetention'
        | 'runsRetention'
        | 'alarm'
        | 'schedules'
      >
    >,
    Pick<
      PowerTunerProps,
      | 'defaultPowerValues'
      | 'targets'
      | 'probeRoles'
      | 'regions'
      | 'payloadBucket'
      | 'stagingBucket'
      | 'resultsBucket'
      | 'viewerUrl'
      | 'eventBus'
      | 'topic'
      | 'permissionsBoundary'
      | 'vpc'
      | 'vpcSubnets'
      | 'securityGroups'
    > {}

/** @throws InvalidProps with every problem. */
export function settingsOf(props: PowerTunerProps): Settings {
  const problems = propProblems(props);
  if (problems.length > 0) throw new InvalidProps(problems);
  return {
    optimizable: [],
    processors: [],
    timeout: Duration.hours(6),
    logRetention: RetentionDays.ONE_WEEK,
    payloadKeyPattern: '*',
    visualizationUrl: 'https://lambda-power-tuning.show/',
    namePrefix: 'power-tuner',
    inPlaceTargets: [],
    otherProbeRoles: [],
    codeObjects: [],
    codeRepositories: [],
    codeFunctions: [],
    codeLayers: [],
    imageRepositories: [],
    environmentKeys: [],
    probeTags: {},
    viewer: false,
    dashboard: false,
    keepResults: true,
    resultsRetention: Duration.days(400),
    runsRetention: Duration.days(90),
    alarm: false,
    schedules: true,
    ...given(props),
  };
}

/** A prop that is there but undefined is one that wasn't given. */
function given(props: PowerTunerProps): PowerTunerProps {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}
