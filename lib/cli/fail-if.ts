import { resultSchema, type TuningInput, type TuningResult } from '../contract/index.ts';
import { NEEDS_STORED, problemsBeforehand } from '../core/condition/beforehand.ts';
import type { Condition } from '../core/condition/condition.ts';
import { judge } from '../core/condition/judge.ts';
import { parseCondition } from '../core/condition/parse.ts';
import { type ConditionRecord, conditionLine, conditionRecord } from '../report/condition-text.ts';
import { wrapped } from '../report/fit.ts';
import { printable } from '../report/printable.ts';
import { BadInput, EXIT } from './exit-code.ts';
import type { FailIfOptions } from './fail-if-options.ts';
import { readResult } from './read-result.ts';
import type { ResultFolder } from './result-folder.ts';
import { columnsOf, type Terminal } from './terminal.ts';

/** Their place in the folder of `--out`. */
export const CONDITIONS_FILE = 'conditions.json';

/** Conditions of a run, all of them readable. */
export class FailIf {
  readonly #conditions: readonly Condition[];
  readonly #stored: TuningResult | undefined;
  readonly #byValue: boolean;

  private constructor(conditions: readonly Condition[], stored: TuningResult | undefined, byValue: boolean) {
    this.#conditions = conditions;
    this.#stored = stored;
    this.#byValue = byValue;
  }

  /**
   * @returns undefined where none is given.
   * @throws BadInput with every problem of all of them.
   */
  static read({ failIf = [], failIfUnsure = false, against }: FailIfOptions): FailIf | undefined {
    const parsed = failIf.map(parseCondition);
    const conditions = parsed.flatMap((one) => (one.ok ? [one.condition] : []));
    const problems = parsed.flatMap((one) => (one.ok ? [] : [one.problem]));
    const relative = conditions.find(({ limit }) => limit.kind === 'relative');
    let stored: TuningResult | undefined;
    if (failIf.length === 0 && (failIfUnsure || against !== undefined)) {
      problems.push(
        `${against === undefined ? '--fail-if-unsure' : '--against'} says nothing without --fail-if`,
      );
    } else if (against !== undefined) {
      if (relative === undefined && problems.length === 0) {
        problems.push(
          `--against is ${against}, and no condition is relative to it; write one as in "cost > +10%", or leave it out`,
        );
      }
      try {
        stored = readResult(against);
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
        problems.push(`--against: ${error.message}`);
      }
    } else if (relative !== undefined) {
      problems.push(`${relative.text}: ${NEEDS_STORED}`);
    }
    if (problems.length > 0) throw new BadInput(listed(problems));
    return conditions.length === 0 ? undefined : new FailIf(conditions, stored, failIfUnsure);
  }

  /** @throws BadInput where a run of this input couldn't be judged, whatever it measures. */
  assertJudgeable(input: TuningInput, place: 'aws' | 'emulator'): void {
    const problems = problemsBeforehand(this.#conditions, {
      input,
      place,
      byValue: this.#byValue,
      stored: this.#stored,
    });
    if (problems.length > 0) throw new BadInput(listed(problems));
  }

  /**
   * Judges a result, and says what came of each condition: on the error stream, as the output holds the
   * result in whatever format.
   * @param output a run's; one of another kind (of another version's stack, say) can't be judged
   * @returns the exit code
   */
  judge(output: unknown, terminal: Terminal, { folder, title }: JudgedOf = {}): number {
    const { success, data: result } = resultSchema.safeParse(output);
    const records = success ? this.#records(result) : this.#conditions.map(notJudged);
    for (const record of records) {
      const line = `${title === undefined ? '' : `${title}: `}${conditionLine(record)}`;
      const shown = printable(line).replaceAll(/\s+/g, ' ');
      terminal.error(wrapped(shown, { columns: columnsOf(terminal.errorStream) }, '  '));
    }
    folder?.write(CONDITIONS_FILE, `${JSON.stringify(conditionsFile(records), null, 2)}\n`);
    return records.some(({ fails }) => fails) ? EXIT.conditionHolds : EXIT.recommended;
  }

  #records(result: TuningResult): ConditionRecord[] {
    const byValue = this.#byValue;
    const { currency } = result.run.prices;
    return this.#conditions.map((condition) =>
      conditionRecord(judge(condition, result, { stored: this.#stored, byValue }), { byValue, currency }),
    );
  }
}

/** Whose result it is. */
export interface JudgedOf {
  /** Where the verdict is written as well. */
  readonly folder?: ResultFolder | undefined;
  /** What it is called, where there are several. */
  readonly title?: string | undefined;
}

function notJudged({ text }: Condition): ConditionRecord {
  const sentence = 'it is no result of this version of power-tuner';
  return { condition: text, outcome: 'not-judged', fails: true, sentence };
}

export interface ConditionsFile {
  readonly schemaVersion: 1;
  readonly failed: boolean;
  readonly conditions: readonly ConditionRecord[];
}

function conditionsFile(conditions: readonly ConditionRecord[]): ConditionsFile {
  return { schemaVersion: 1, failed: conditions.some(({ fails }) => fails), conditions };
}

function listed(problems: readonly string[]): string {
  const count = problems.length;
  return [
    `${count} problem${count === 1 ? '' : 's'} with --fail-if:`,
    ...problems.map((one) => `- ${one}`),
  ].join('\n');
}
