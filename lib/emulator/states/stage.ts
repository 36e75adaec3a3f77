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

/**
 * By the name that the definition's placeholders have: `Initializer` for `${InitializerArn}`; and what else is started
 * by an execution's end.
 */
export type Stages = Readonly<Record<string, Stage>>;

/** Stages that were deployed to the emulator as functions, which are named `<state machine>-<stage>`. */
export interface DeployedStages {
  /** As in the definition's placeholders. */
  readonly names: readonly string[];
  readonly invoke: InvokeFunction;
}

/** Invokes a function over the Lambda API and waits for its answer. It throws what an SDK's client does. */
export type InvokeFunction = (functionArn: string, payload: string) => Promise<InvokedFunction>;

/** Lambda's answer, with the payload as text. */
export interface InvokedFunction {
  readonly StatusCode: number;
  readonly ExecutedVersion: string;
  readonly FunctionError?: string;
  readonly Payload: string;
}

/** A stage is no function, so a map of them that has one under `invoke` is none. */
export function areDeployed(stages: Stages | DeployedStages): stages is DeployedStages {
  return typeof stages.invoke === 'function';
}
