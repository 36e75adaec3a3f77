import { readFileSync } from 'node:fs';
import {
  CANARY_DETAIL_TYPE,
  canaryEventSchema,
  EVENT_DETAIL_TYPE,
  EVENT_SOURCE,
  eventSchema,
} from '../../lib/contract/index.ts';
import { eventText } from '../../lib/report/event-text.ts';
import { type Page, sectionsAsMarkdown } from './output-page.ts';

/** What an event holds. */
export const EVENTS: readonly Page[] = [
  { schema: eventSchema, name: 'Detail', text: 'The `detail` of an event, as JSON' },
  {
    schema: canaryEventSchema,
    name: 'Detail of a canary',
    text: "The `detail` of an event at a canary's end",
  },
];

/** The event of a run on the emulator, of measurements that were recorded on AWS. */
const EXAMPLE = new URL('../../test/fixtures/events/v1.json', import.meta.url);

/** Rules that somebody may want, by what they are for. */
export const PATTERNS: Readonly<Record<string, ReturnType<typeof ofEvents>>> = {
  'everything that is told': ofEvents({}),
  'what somebody has to look at': ofEvents({ outcome: ['regressed', 'failed'] }),
  'changes that wait for somebody': ofEvents({
    outcome: ['better'],
    proposal: { change: [{ exists: true }] },
  }),
  'functions of one team, by their names': ofEvents({ functionName: [{ prefix: 'shop-' }] }),
  'a large saving that is sure': ofEvents({
    recommendation: { saving: { costPercentInterval: { low: [{ numeric: ['>=', 20] }] } } },
  }),
  'a canary that did not complete': ofEvents({ outcome: ['back', 'moved', 'failed'] }, CANARY_DETAIL_TYPE),
};

function ofEvents(detail: object, detailType: string = EVENT_DETAIL_TYPE) {
  return {
    source: [EVENT_SOURCE],
    'detail-type': [detailType],
    ...(Object.keys(detail).length === 0 ? {} : { detail }),
  };
}

/** docs/events.md. */
export function eventsPage(): string {
  const example = eventSchema.parse(JSON.parse(readFileSync(EXAMPLE, 'utf8')));
  const { subject, message } = eventText(example);
  return `# Events
A run that has something to say puts an event onto an event bus, and publishes the same in words to a topic, where there is one. The tables below are made from the schemas in \`lib/contract/event.ts\` and \`canary-event.ts\`, the example from a run's event (\`npm run docs:events\`); a test fails where the page isn't up to date.

| outcome | when | sent with \`notify\` |
| --- | --- | --- |
| \`better\` | another configuration surely saves at least \`minSaving\` (5% by default): the whole 95% interval of what it saves lies above it | \`changes\` (the default), \`always\` |
| \`regressed\` | the current configuration is dearer or slower than in the run that it is compared with, beyond the noise of both | \`changes\`, \`always\` |
| \`failed\` | the execution failed, timed out or was aborted; also where it has an answer but could not clean up or apply it | \`changes\`, \`always\` |
| \`unchanged\` | none of these | \`always\` |

\`notify\` is a key of an execution's input. With \`never\` nothing is sent and no alarm counts the run. Dry runs send nothing, and neither do runs on a laptop.

The event's \`source\` is \`${EVENT_SOURCE}\`, its \`detail-type\` \`${EVENT_DETAIL_TYPE}\`, and \`resources\` has the function's ARN. The bus is the account's default one, or that of the prop \`eventBus\` ([deploy.md](deploy.md#tell-somebody)). The Reporter sends it when the result is complete, with the link to the report in it; of executions that end badly the Notifier does, a function that a rule on the execution's status starts.

- **It costs no answer.** What could not be sent within 10 seconds is a warning of the result (\`event-not-sent\`, \`message-not-sent\`), or an error in the Notifier's log.
- **It may come twice**: an answer that doesn't arrive is asked for again. \`executionArn\` with \`outcome\` tells.
- **Nobody says so where the bus is gone.** EventBridge takes an event for a bus that doesn't exist as if all were well.
- **Whoever may read the event may open the report** until \`report.expiresAt\`. No payload and no environment is in an event; of a failed execution's input there are the function and the schedule. What an error says is in \`failure.cause\`, and functions may write into errors what they like.

## A rule
The pattern of a rule looks for what interests you:

| for | pattern |
| --- | --- |
${Object.entries(PATTERNS)
  .map(([what, pattern]) => `| ${what} | \`${JSON.stringify(pattern)}\` |`)
  .join('\n')}

In CDK, with a function that is told of regressions and failures:

\`\`\`ts
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';

new Rule(this, 'Drift', {
  eventPattern: {
    source: ['${EVENT_SOURCE}'],
    detailType: ['${EVENT_DETAIL_TYPE}'],
    detail: { outcome: ['regressed', 'failed'] },
  },
  targets: [new LambdaFunction(chat)],
});
\`\`\`

## A canary's end
A run with \`canary\` ends before the alias is where it is to stay ([canary.md](canary.md)). When that is so, an event of its own follows onto the same bus, with the \`detail-type\` \`${CANARY_DETAIL_TYPE}\`, and in words to the topic: that it is \`complete\`, went \`back\`, that somebody else has \`moved\` the alias, or that its execution \`failed\`, was stopped or timed out. It is sent unless the run had \`notify: "never"\`; \`tunedBy\` is the run.

## What a topic says
With the prop \`topic\` the same is published to SNS: a subject of one line, and a message of a few: the answer or the error, how the current configuration has changed, what was applied or what to change and where, and the link to the report. Of the example below:

\`\`\`
Subject: ${subject}

${message.trimEnd()}
\`\`\`

## An example
The \`detail\` of a run on the emulator, of measurements that were recorded on AWS:

\`\`\`json
${JSON.stringify(example, null, 2)}
\`\`\`

A \`?\` marks what may be absent. *Money* is US dollars, or yuan where \`currency\` says \`CNY\`, whatever the key says. An event has room to spare under EventBridge's 256 KB: candidates, samples and history are in the result, not in it.

${sectionsAsMarkdown(EVENTS)}`;
}
