/** A schedule as it was asked for, with AWS's defaults. Dates in seconds since the epoch. */
export interface ScheduleRecord {
  readonly Arn: string;
  readonly Name: string;
  readonly GroupName: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly FlexibleTimeWindow: {
    readonly Mode: string;
    readonly MaximumWindowInMinutes?: number | undefined;
  };
  readonly State: 'ENABLED' | 'DISABLED';
  readonly ActionAfterCompletion: 'NONE' | 'DELETE';
  readonly Description?: string | undefined;
  readonly StartDate?: number | undefined;
  readonly EndDate?: number | undefined;
  readonly Target: ScheduleTarget;
  readonly CreationDate: number;
  readonly LastModificationDate: number;
}

export interface ScheduleTarget {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  readonly RetryPolicy: {
    readonly MaximumEventAgeInSeconds: number;
    readonly MaximumRetryAttempts: number;
  };
}

export interface GroupRecord {
  readonly Arn: string;
  readonly Name: string;
  readonly State: 'ACTIVE';
  readonly CreationDate: number;
  readonly LastModificationDate: number;
  readonly tags: ReadonlyMap<string, string>;
}
