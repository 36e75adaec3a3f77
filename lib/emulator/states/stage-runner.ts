/** What `arn:aws:states:::lambda:invoke` answers, as far as a definition may read it. */
export interface StageAnswer {
  readonly ExecutedVersion?: string;
  readonly Payload: unknown;
  readonly StatusCode: number;
}

/** How stages are run: by handlers in this process, or as functions. */
export interface StageRunner {
  /** Resolves when a stage may begin. */
  admitted(functionArn: string): Promise<void>;
  /** @throws StageFailed */
  run(functionArn: string, payload: unknown): Promise<StageAnswer>;
  /** Tells stages whose execution has ended or failed to stop, where they can be told. */
  stop(): void;
  /** Settled when what was told to stop has stopped. */
  stopped(): Promise<void>;
  /** Settled when none runs any more. */
  idle(): Promise<void>;
}

/**
 * A stage's failure as Step Functions tells it: the name is what Retry and Catch match, the message is the
 * Cause.
 */
export class StageFailed extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}
