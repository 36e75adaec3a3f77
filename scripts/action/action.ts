import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXIT } from '../../lib/cli/exit-code.ts';
import { CONDITIONS_FILE, type ConditionsFile } from '../../lib/cli/fail-if.ts';
import { PAGE_FILE } from '../../lib/cli/output/page-file.ts';
import { RESULT_FILE } from '../../lib/cli/result-folder.ts';
import { resultSchema, type TuningResult } from '../../lib/contract/index.ts';
import { conditionLine } from '../../lib/report/condition-text.ts';
import { type Ended, powerTuner } from './command.ts';
import { type ActionInputs, extensionOf, readInputs } from './inputs.ts';
import { type Runner, runner } from './runner.ts';
import { failureSummary, summaryOf } from './summary.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** In the folder of `out`. */
const SUMMARY = 'summary.md';

/**
 * The action: tunes, writes reports, and tells the runner what came of it.
 * @returns the exit code of the step: the command's
 */
export async function action(environment: Environment, print: (line: string) => void): Promise<number> {
  const github = runner(environment, print);
  const inputs = readInputs(environment);
  if ('problems' in inputs) {
    for (const problem of inputs.problems) github.annotate('error', problem);
    github.summary(failureSummary('the target', inputs.problems));
    github.output('failed', 'true');
    return EXIT.badInput;
  }
  const ended = await github.withoutCommands(() => powerTuner(tuneArguments(inputs, environment)));
  const out = resolve(inputs.out);
  const result =
    ended.code === EXIT.recommended || ended.code === EXIT.conditionHolds ? resultIn(out) : undefined;
  const code =
    result === undefined
      ? withoutResult(inputs, ended, github)
      : await withResult(inputs, { out, result, code: ended.code }, github);
  github.output('failed', String(code !== EXIT.recommended));
  return code;
}

function tuneArguments(inputs: ActionInputs, environment: Environment): string[] {
  const { functionName, stateMachine, region, against, input } = inputs;
  // With = a value can't be taken for an option, whatever it begins with; behind -- the target can't.
  const options: Readonly<Record<string, string | undefined>> = {
    out: inputs.out,
    function: functionName,
    'state-machine': stateMachine,
    region,
    against,
    input: input && inputFile(input, environment),
  };
  return [
    'tune',
    ...Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}=${value}`],
    ),
    ...inputs.failIf.map((condition) => `--fail-if=${condition}`),
    ...(inputs.failIfUnsure ? ['--fail-if-unsure'] : []),
    // A job's folder is gone with it, or is committed with all that lies in it.
    ...(environment.POWER_TUNER_HISTORY ? [] : ['--no-history']),
    '--',
    inputs.target,
  ];
}

function inputFile(input: NonNullable<ActionInputs['input']>, { RUNNER_TEMP }: Environment): string {
  if ('file' in input) return input.file;
  // JSON is YAML too.
  const file = join(mkdtempSync(join(RUNNER_TEMP || tmpdir(), 'power-tuner-')), 'input.yaml');
  writeFileSync(file, input.text);
  return file;
}

/** Nothing where a dry run, say, gave another output. */
function resultIn(out: string): TuningResult | undefined {
  const file = join(out, RESULT_FILE);
  if (!existsSync(file)) return undefined;
  return resultSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
}

function withoutResult({ target }: ActionInputs, { code, stderr }: Ended, github: Runner): number {
  if (code === EXIT.recommended) return code;
  // What is said in the end is why.
  const lines = stderr.trimEnd().split('\n');
  const from = lines.findLastIndex((line) => line.startsWith('error: '));
  const why = from < 0 ? [`power-tuner ended with ${code}`] : lines.slice(from).map(withoutMarks);
  github.annotate('error', why.join('\n'));
  github.summary(failureSummary(target, why));
  return code;
}

function withoutMarks(line: string): string {
  return line.replace(/^(?:error: |- )/, '');
}

async function withResult(
  { formats, summary }: ActionInputs,
  { out, result, code }: { out: string; result: TuningResult; code: number },
  github: Runner,
): Promise<number> {
  const { architecture, memoryMB, recommendation } = result;
  const file = join(out, RESULT_FILE);
  github.output('recommended-memory', String(memoryMB));
  github.output('recommended-architecture', architecture);
  github.output('saving-percent', recommendation.saving?.costPercent.toFixed(1) ?? '');
  github.output('result', file);
  const page = join(out, PAGE_FILE);
  if (existsSync(page)) github.output('report', page);
  const text = join(out, SUMMARY);
  const wanted = formats.map((format) => [format, join(out, `report.${extensionOf(format)}`)] as const);
  const failed: string[] = [];
  for (const [format, to] of [['markdown', text] as const, ...wanted]) {
    const { code: written } = await github.withoutCommands(() =>
      powerTuner(['report', `--format=${format}`, `--output=${to}`, '--', file]),
    );
    if (written !== EXIT.recommended) failed.push(to);
  }
  for (const to of failed) github.annotate('error', `${to} can't be written`);
  const conditions = conditionsIn(out);
  mark(conditions, github);
  if (existsSync(text)) {
    const markdown = summaryOf({
      ...(conditions === undefined ? {} : { conditions }),
      report: readFileSync(text, 'utf8'),
    });
    writeFileSync(text, markdown);
    github.output('markdown', text);
    if (summary) github.summary(markdown);
  }
  return code === EXIT.recommended && failed.length > 0 ? EXIT.failed : code;
}

function conditionsIn(out: string): ConditionsFile | undefined {
  const file = join(out, CONDITIONS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ConditionsFile) : undefined;
}

function mark(file: ConditionsFile | undefined, github: Runner): void {
  for (const record of file?.conditions ?? []) {
    const { fails, outcome } = record;
    if (fails || outcome === 'may-hold') github.annotate(fails ? 'error' : 'warning', conditionLine(record));
  }
}
