import { existsSync } from 'node:fs';
import { nearest } from '../../lib/contract/nearest.ts';
import { shown } from '../../lib/contract/shown.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What can be written as `report.<extension>` beside the page and the summary. */
const EXTENSIONS = { csv: 'csv', svg: 'svg', png: 'png', markdown: 'md', json: 'json' } as const;
export type ReportFormat = keyof typeof EXTENSIONS;

export function extensionOf(format: ReportFormat): string {
  return EXTENSIONS[format];
}

/** The inputs of action.yml, read. */
export interface ActionInputs {
  readonly target: string;
  readonly functionName?: string;
  readonly stateMachine?: string;
  readonly region?: string;
  /** A file, or what would stand in it. */
  readonly input?: { readonly file: string } | { readonly text: string };
  readonly failIf: readonly string[];
  readonly failIfUnsure: boolean;
  readonly against?: string;
  readonly out: string;
  readonly formats: readonly ReportFormat[];
  readonly summary: boolean;
}

/** The variable that action.yml puts an input into. */
export function variableOf(input: string): string {
  return `INPUT_${input.replaceAll('-', '_').toUpperCase()}`;
}

/**
 * @returns every problem, where there is any. Conditions and the run's input are read by the command itself.
 */
export function readInputs(
  environment: Environment,
): ActionInputs | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const text = (input: string) => environment[variableOf(input)]?.trim() ?? '';
  const given = (input: string) => (text(input) === '' ? undefined : text(input));
  const flag = (input: string, otherwise: boolean) => {
    const value = given(input)?.toLowerCase();
    if (value === undefined) return otherwise;
    if (value !== 'true' && value !== 'false') {
      problems.push(`${input} is ${shown(text(input))}; allowed: true or false`);
    }
    return value === 'true';
  };
  const target = given('target');
  if (target === undefined) {
    problems.push("target is missing; allowed: a folder, zip or template, or a function's name or ARN");
  }
  const functionName = given('function');
  const stateMachine = given('state-machine');
  const region = given('region');
  const against = given('against');
  const input = given('input');
  const inputs = {
    target: target ?? '',
    ...(functionName === undefined ? {} : { functionName }),
    ...(stateMachine === undefined ? {} : { stateMachine }),
    ...(region === undefined ? {} : { region }),
    ...(input === undefined ? {} : { input: isInline(input) ? { text: input } : { file: input } }),
    // A line that begins with # is a comment, as in YAML.
    failIf: lines(text('fail-if')).filter((line) => !line.startsWith('#')),
    failIfUnsure: flag('fail-if-unsure', false),
    ...(against === undefined ? {} : { against }),
    out: given('out') ?? 'power-tuner',
    formats: formatsOf(text('formats'), problems),
    summary: flag('summary', true),
  };
  return problems.length > 0 ? { problems } : inputs;
}

/** Several lines, an object of JSON, or `key: value`. Whatever is a file is that. */
function isInline(input: string): boolean {
  return !existsSync(input) && /\n|^\{|^\w+:(?:\s|$)/.test(input);
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function formatsOf(text: string, problems: string[]): ReportFormat[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  return [...new Set(names)].flatMap((name) => {
    if (isFormat(name)) return [name];
    // It is always written.
    if (name === 'html') return [];
    const allowed = Object.keys(EXTENSIONS);
    const near = nearest(name, allowed);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    problems.push(`formats has ${shown(name)}${hint === '' ? ';' : hint} allowed: ${allowed.join(', ')}`);
    return [];
  });
}

function isFormat(name: string): name is ReportFormat {
  return Object.hasOwn(EXTENSIONS, name);
}
