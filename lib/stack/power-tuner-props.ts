import type { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';

/**
 * What a PowerTuner may do, and its defaults. Whoever may start an execution chooses its input; what that
 * input can reach is chosen here.
 *
 * An ARN pattern is an ARN in which `*` stands for any text. Where it names a function without a
 * qualifier, its versions and aliases are meant too.
 */
export interface PowerTunerProps {
  /**
   * Memory sizes in MB that a grid measures where the input has no `powerValues`; where they are set here,
   * the only ones that a search tries, too. From 128 to 10,240, each once.
   *
   * @default 128, 256, 512, 1024, 1536, 3008
   */
  readonly defaultPowerValues?: readonly number[];

  /**
   * ARN patterns of the functions that may be tuned: their configuration and code may be read, and copied
   * into probes. They are never changed by this.
   *
   * @default every function of this account, in `regions`
   */
  readonly targets?: readonly string[];

  /**
   * ARN patterns of the functions that an execution with `autoOptimize` may change: their memory size and
   * architecture (for which their code is sent once more, unchanged), versions and aliases.
   *
   * @default none: an answer is proposed, never applied
   */
  readonly optimizable?: readonly string[];

  /**
   * ARN patterns of the functions that may be invoked as pre- and post-processors.
   *
   * @default none
   */
  readonly processors?: readonly string[];

  /**
   * ARN patterns of the roles that probes may run under. A probe runs under its target's role, so the
   * roles of all targets have to be among them. They can be passed to Lambda only.
   *
   * @default every role of this account
   */
  readonly probeRoles?: readonly string[];

  /**
   * ARN patterns of the functions that may be measured in place (`isolation: 'in-place'` in the input), for
   * accounts that can't grant CreateFunction or PassRole: versions of them are published, invoked and
   * deleted, and for seconds `$LATEST` has each memory size in turn. Without a qualifier.
   *
   * @default none: functions are measured as copies, and never changed
   */
  readonly inPlaceTargets?: readonly string[];

  /**
   * ARN patterns of roles that an execution's input may name for its probes (`probeRole`) in place of the
   * target's own. Whoever may start an execution can run every target's code under each of them.
   *
   * @default none
   */
  readonly otherProbeRoles?: readonly string[];

  /**
   * ARN patterns of S3 objects that an execution's input may name as a probe's code for an architecture
   * (`code`), for example `arn:aws:s3:::builds/orders/*`. Whoever may start an execution can run each of
   * them under every role of `probeRoles`.
   *
   * @default none
   */
  readonly codeObjects?: readonly string[];

  /**
   * ARN patterns of ECR repositories whose images an execution's input may name as a probe's code (`code`).
   *
   * @default none
   */
  readonly codeRepositories?: readonly string[];

  /**
   * ARN patterns of functions whose code an execution's input may name as a probe's (`code`).
   *
   * @default none
   */
  readonly codeFunctions?: readonly string[];

  /**
   * ARN patterns of layer versions that an execution's input may name for a probe (`code`).
   *
   * @default none
   */
  readonly codeLayers?: readonly string[];

  /**
   * ARN patterns of ECR repositories that targets' container images are in: Lambda asks whoever creates a
   * copy whether they may pull them.
   *
   * @default none: functions that are container images are measured in place only
   */
  readonly imageRepositories?: readonly string[];

  /**
   * ARN patterns of KMS keys of your own that targets' environments or packages are encrypted with.
   *
   * @default none: what is encrypted with a key of AWS's needs nothing
   */
  readonly environmentKeys?: readonly string[];

  /**
   * Tags for probes beside their targets' own, for example for cost allocation.
   *
   * @default none
   */
  readonly probeTags?: Readonly<Record<string, string>>;

  /**
   * Bucket for packages over 50 MB on their way into a probe (under `staging/`) and for locks (under
   * `locks/`), in the stack's region. Give what lies under `staging/` a day to live.
   *
   * @default a bucket of the stack's own, encrypted, private, and deleted with it
   */
  readonly stagingBucket?: IBucket;

  /**
   * Whether runs are kept. Each has its result under `results/<account>/<region>/<function>/`, one JSON object,
   * which later runs of the function are compared with; and under `runs/<function>/<execution>/` its report as
   * one HTML page (`report.html`) and its raw samples, one JSON object a line (`samples/`). The output has a link
   * to the page that is good for an hour.
   *
   * @default true
   */
  readonly keepResults?: boolean;

  /**
   * Bucket for that, in the stack's region. Nothing in it is ever deleted by the tuner: give `results/` and
   * `runs/` a lifecycle.
   *
   * @default a bucket of the stack's own, encrypted, private, and kept when the stack is deleted
   */
  readonly resultsBucket?: IBucket;

  /**
   * How long the stack's own bucket keeps results (`results/`). In whole days.
   *
   * @default Duration.days(400)
   */
  readonly resultsRetention?: Duration;

  /**
   * How long the stack's own bucket keeps pages and raw samples (`runs/`). In whole days.
   *
   * @default Duration.days(90)
   */
  readonly runsRetention?: Duration;

  /**
   * Whether to host a page that shows results: CloudFront before a private bucket. Every output has a link to
   * it with the result behind the `#`, which browsers do not send anywhere. Not in the China regions.
   *
   * @default false
   */
  readonly viewer?: boolean;

  /**
   * Address of a viewer that another PowerTuner hosts, in place of one of this stack's own.
   *
   * @default none
   */
  readonly viewerUrl?: string;

  /**
   * Whether to make a dashboard in CloudWatch: runs, what they cost and what they recommended. It costs 3 USD
   * a month beyond the first three of an account, and its metrics about 0.30 USD each in months with runs:
   * eight of the state machine at most, two of each function.
   *
   * @default false
   */
  readonly dashboard?: boolean;

  /**
   * Event bus onto which a run puts what it says, as a `Power Tuning Result` from `power-tuner`. `notify` in an
   * execution's input says which runs do. Of a canary's end there is a `Power Tuning Canary`.
   *
   * @default the default bus of the account
   */
  readonly eventBus?: IEventBus;

  /**
   * Topic to which the same is published in words.
   *
   * @default none
   */
  readonly topic?: ITopic;

  /**
   * Whether to make two alarms in CloudWatch: on runs that found a function dearer or slower than before, and on
   * runs that failed. With a topic they tell it when they begin. Each costs about 0.10 USD a month, and so do the
   * metrics that they count, 0.30 USD each in months with such runs.
   *
   * @default false
   */
  readonly alarm?: boolean | { readonly topic: ITopic };

  /**
   * Whether to make what schedules need: a group for them, named as the state machine, a role that may start it, and a
   * queue for starts that failed for good. Schedules themselves are `ScheduledTuning`, or added with
   * `power-tuner schedule add`. Without schedules none of it costs anything.
   *
   * @default true
   */
  readonly schedules?: boolean;

  /**
   * Regions whose functions may be tuned.
   *
   * @default the region of the stack
   */
  readonly regions?: readonly string[];

  /**
   * Longest time for one execution, after which Step Functions ends it and its probes are deleted. From
   * 15 minutes to a year, in whole seconds.
   *
   * @default Duration.hours(6)
   */
  readonly timeout?: Duration;

  /**
   * How long logs are kept: those of the stages, of the executions and of the probes.
   *
   * @default RetentionDays.ONE_WEEK
   */
  readonly logRetention?: RetentionDays;

  /**
   * Bucket from which `payloadS3` may be read.
   *
   * @default none: an execution with `payloadS3` fails
   */
  readonly payloadBucket?: IBucket;

  /**
   * Which keys of `payloadBucket` may be read; `*` stands for any text.
   *
   * @default '*'
   */
  readonly payloadKeyPattern?: string;

  /**
   * Page that draws the picture of a result. The result is in the link's fragment, which browsers do not
   * send to the page's server. An execution's input may name another.
   *
   * @default the viewer of `viewer` or `viewerUrl`, or else 'https://lambda-power-tuning.show/'
   */
  readonly visualizationUrl?: string;

  /**
   * Name of the state machine, and beginning of the names of functions and log groups; different for each
   * PowerTuner of a region. Letters, digits, - and _, at most 50, not beginning with `power-tuner-probe`.
   *
   * @default 'power-tuner'
   */
  readonly namePrefix?: string;

  /**
   * Permissions boundary of every role that the construct makes. A boundary takes rights away, it gives
   * none: it has to allow what the stages need.
   *
   * @default none
   */
  readonly permissionsBoundary?: IManagedPolicy;

  /**
   * VPC of the tuner's own functions. Probes are in their targets' VPCs, whatever this says. From its
   * subnets there have to be ways to Lambda, Step Functions, the tagging API, X-Ray, EventBridge, S3 and STS (without
   * results that are kept, not to STS; with a topic to SNS, too): interface and gateway endpoints, or a NAT gateway.
   *
   * @default none: the functions have Lambda's own network
   */
  readonly vpc?: IVpc;

  /**
   * Subnets of `vpc`.
   *
   * @default its private subnets
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Security groups of the tuner's own functions. They open connections (HTTPS) and take none.
   *
   * @default one group for all of them, without incoming and with all outgoing traffic
   */
  readonly securityGroups?: readonly ISecurityGroup[];
}
