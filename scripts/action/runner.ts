import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** What the runner of GitHub Actions reads: lines that begin with `::`, and files that it names. */
export interface Runner {
  /** Marks on the job's page. */
  annotate(kind: 'error' | 'warning', message: string): void;
  /** While this runs, nothing that is printed is a command to the runner: functions print what they like. */
  withoutCommands<T>(run: () => Promise<T>): Promise<T>;
  output(name: string, value: string): void;
  summary(markdown: string): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function runner(environment: Environment, print: (line: string) => void): Runner {
  const append = (file: string | undefined, text: string) => {
    // Run by hand there is none.
    if (file !== undefined && file !== '') appendFileSync(file, text);
  };
  return {
    annotate: (kind, message) => print(`::${kind} title=power-tuner::${escapedMessage(message)}`),
    async withoutCommands(run) {
      const token = randomUUID();
      print(`::stop-commands::${token}`);
      try {
        return await run();
      } finally {
        print(`::${token}::`);
      }
    },
    output(name, value) {
      // What ends the value can't be known to whoever wrote it.
      const end = `end-${randomUUID()}`;
      append(environment.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
    },
    summary: (markdown) => append(environment.GITHUB_STEP_SUMMARY, markdown),
  };
}

function escapedMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
