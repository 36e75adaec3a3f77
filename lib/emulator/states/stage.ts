/** Lambda's context as a stage gets it here; the signal takes the place of the process's end. */
export interface LocalContext {
  readonly functionName: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
  /** Aborted when the execution ends or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** A stage of the state machine: the same handler that is deployed, and its function's timeout. */
export interface Stage {
  readonly handler: (event: never, context: LocalContext) => Promise<unknown>;
  readonly timeoutSeconds: number;
}

/** By the name that the definition's placeholders have: `Initializer` for `${InitializerArn}`. */
export type Stages = Readonly<Record<string, Stage>>;
