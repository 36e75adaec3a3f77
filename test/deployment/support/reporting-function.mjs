/**
 * A function that says of itself what Lambda would say of it: the last line of its log is a report line, with
 * the durations in its environment variable SAYS, one after the other. Nothing of them is measured.
 *
 * SAYS: {"initMs": …, "durationsMs": {"x86_64": {"128": […]}}, "failsAtMB": …, "endsEachTime": true}
 * Event: {"reportMs": …} is the duration that it reports instead, {"waitMs": …} how long it takes in fact.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const says = JSON.parse(process.env.SAYS);
const memoryMB = Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
// No variable tells the architecture; a probe has it in its name.
const architecture = /-(x86_64|arm64)-\d+$/.exec(process.env.AWS_LAMBDA_FUNCTION_NAME)?.[1] ?? 'x86_64';
let invocations = 0;

export async function handler(event, { awsRequestId }) {
  await sleep(event.waitMs ?? 0);
  console.log(reportLine(awsRequestId, event.reportMs ?? nextDurationMs()));
  await untilRead();
  if (says.failsAtMB === memoryMB) throw new Error(`does not work with ${memoryMB} MB`);
  if (says.endsEachTime) throw new Error('ends its process');
  return { requestId: awsRequestId };
}

/**
 * With the answer, MiniStack takes of the log what a thread of its own has read by then. Many short pauses leave
 * that thread its turn on a busy machine too, where each of them takes longer.
 */
async function untilRead() {
  for (let pause = 0; pause < 12; pause++) await sleep(5);
}

function nextDurationMs() {
  const durationsMs = says.durationsMs[architecture][memoryMB];
  return durationsMs[invocations % durationsMs.length];
}

function reportLine(requestId, durationMs) {
  const initMs = invocations++ === 0 ? says.initMs : 0;
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs} ms`,
    `Billed Duration: ${Math.ceil(durationMs + initMs)} ms`,
    `Memory Size: ${memoryMB} MB`,
    'Max Memory Used: 64 MB',
    ...(initMs > 0 ? [`Init Duration: ${initMs} ms`] : []),
    '',
  ].join('\t');
}
