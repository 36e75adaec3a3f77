import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { failureText } from '../../lib/cli/failure-text.ts';
import { resultSchema } from '../../lib/contract/index.ts';
import { readReport } from '../../lib/report/reading/read.ts';
import { renderReports } from '../../lib/report/terminal.ts';
import type { Pipeline } from './pipeline.ts';

/** A text that a run left somewhere. */
export interface Produced {
  /** Where: `log`, `output` and so on; of the history `<state> in` and `out`, `<stage> gets` and `gives`. */
  readonly where: string;
  readonly text: string;
}

const PLAIN = { bold: same, dim: same, green: same, yellow: same };

/** How far the stages' log and the calls were before a run. */
export interface Before {
  readonly logged: number;
  readonly calls: number;
  readonly told: number;
}

export function beforeRun(pipeline: Pipeline): Before {
  return { logged: pipeline.logged.length, calls: pipeline.calls().length, told: toldBy(pipeline).length };
}

/** Everything that an execution left: its description, its history, the stages' log, what is shown and told of it. */
export async function producedBy(
  pipeline: Pipeline,
  executionArn: string,
  before: Before,
): Promise<Produced[]> {
  const described = await pipeline.end(executionArn);
  const history = await pipeline.history(executionArn);
  const { input = '', output, cause, error } = described;
  const result = resultSchema.safeParse(output === undefined ? undefined : JSON.parse(output));
  return [
    { where: 'input', text: input },
    { where: 'output', text: output ?? '' },
    { where: 'error', text: `${error}: ${cause}` },
    {
      where: 'terminal',
      text: result.success ? renderReports([readReport(result.data)], PLAIN) : failureText(described),
    },
    ...pipeline.logged.slice(before.logged).map((text) => ({ where: 'log', text })),
    ...pipeline
      .calls()
      .slice(before.calls)
      // What a test had a call answered with is its own.
      .map(({ fault: _, ...call }) => ({ where: 'calls', text: JSON.stringify(call) })),
    ...toldBy(pipeline).slice(before.told),
    ...placed(history),
  ];
}

/** The events and messages so far: of each execution a pair at most, in their order. */
function toldBy({ emulator }: Pipeline): Produced[] {
  return emulator.events().flatMap((event, index) => [
    { where: 'event', text: JSON.stringify(event) },
    { where: 'message', text: JSON.stringify(emulator.published()[index]) },
  ]);
}

/** The texts of a history, by the state or the stage that they belong to. */
function placed(history: readonly HistoryEvent[]): Produced[] {
  // Only Executors run beside one another, so a result is that of the stage which was called last.
  let stage = '';
  return history.map((event) => {
    const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited, type = '' } = event;
    const parameters = event.taskScheduledEventDetails?.parameters;
    stage = /"FunctionName":"[^"]*-(\w+)"/.exec(parameters ?? '')?.[1] ?? stage;
    const text = JSON.stringify(event);
    if (entered !== undefined) return { where: `${entered.name} in`, text };
    if (exited !== undefined) return { where: `${exited.name} out`, text };
    if (parameters !== undefined) return { where: `${stage} gets`, text };
    return { where: type.startsWith('Task') ? `${stage} gives` : type, text };
  });
}

/** Where a text is found, plain or in base64, each place once. */
export function placesOf(wanted: string, produced: readonly Produced[]): string[] {
  const forms = [wanted, ...[0, 1, 2].map((shift) => inBase64(wanted, shift))];
  const found = produced.filter(({ text }) => forms.some((form) => text.includes(form)));
  return [...new Set(found.map(({ where }) => where))].sort();
}

/** How it looks in the middle of something that is encoded, `shift` bytes from where a group of three begins. */
function inBase64(text: string, shift: number): string {
  const encoded = Buffer.from(`${' '.repeat(shift)}${text}`)
    .toString('base64')
    .replace(/=+$/, '');
  // The first and the last characters depend on what is beside them.
  return encoded.slice(shift === 0 ? 0 : shift + 1, -1);
}

function same(text: string): string {
  return text;
}
