/** A message that was published. */
export interface PublishedMessage {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
}

/** What the actions of SNS work on. */
export interface SnsContext {
  /** ARNs of the topics that there are. */
  readonly topics: ReadonlySet<string>;
  /** Those that were published, in their order. */
  readonly messages: PublishedMessage[];
}
