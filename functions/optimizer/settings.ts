/** What the Optimizer is set up with. */
export interface OptimizerSettings {
  /** The state machine that moves an alias by degrees; absent where there is none. */
  readonly canaryMachineArn: string | undefined;
}

/** The settings that the construct gives its Optimizer as environment variables. */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): OptimizerSettings {
  return { canaryMachineArn: variables.POWER_TUNER_CANARY_MACHINE };
}
