import type { TuningInput } from '../../contract/index.ts';

/** What the retuner is set up with, by its construct. */
export interface RetuneSettings {
  readonly stateMachineArn: string;
  /** The group in which its schedules are, and what they are made with. */
  readonly groupName: string;
  readonly roleArn: string;
  readonly deadLetterQueueArn: string;
  /** So long nothing may be deployed before a function is tuned. */
  readonly delaySeconds: number;
  /** A result that is younger is good enough where nothing has changed. */
  readonly quietSeconds: number;
  /** The other keys of the input. */
  readonly input: Partial<TuningInput>;
  /** Where results are kept; where they are not, every deployment is a change. */
  readonly resultsBucket?: string;
}
