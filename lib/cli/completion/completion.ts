import type { OptionHandler } from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import { Command, type Option } from 'commander';
import { COMPLETION, REQUEST, type Shell } from './command.ts';

type Completion = ReturnType<typeof tab>;

/** Of the protocol: what a shell does where there is nothing to choose from. */
const FILES = 0;
const NO_FILES = 4;

/** A shell's script, which asks for every completion by `power-tuner complete -- …`. */
export function completionScript(program: Command, shell: Shell): string {
  const { completion } = described(program);
  const script = written(() => completion.setup(program.name(), program.name(), shell));
  return shell === 'bash' ? forBash(script, program.name()) : script;
}

/**
 * What a shell may offer.
 * @param words the command line behind the program's name; an empty one at the end where a new one begins
 */
export async function answerRequest(program: Command, words: readonly string[]): Promise<string> {
  const { completion, asked } = described(program);
  const answer = () => written(() => completion.parse([...words]));
  const names = answer();
  const { files, option } = asked();
  // The library knows of no files, and always says that there are none.
  if (files) return names.replace(new RegExp(`:${NO_FILES}$`), `:${FILES}`);
  if (option === undefined) return names;
  // Loaded only for values: names are asked for more often, and it takes longer than all else.
  const { valuesOf } = await import('./values.ts');
  option.known.handler = offering(valuesOf(option.option));
  return answer();
}

/** The library prints; what it prints goes the command's own way. */
function written(print: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => void lines.push(line);
  try {
    print();
  } finally {
    console.log = log;
  }
  return lines.join('\n').trimEnd();
}

/** What the library asked for in the course of an answer. */
interface Asked {
  readonly files: boolean;
  /** The option whose value is completed. */
  readonly option?: { readonly option: Option; readonly known: Known };
}
type Known = NonNullable<ReturnType<Completion['options']['get']>>;

function described(program: Command): { completion: Completion; asked: () => Asked } {
  // The library adds commands of these names itself.
  const copy = new Command(program.name());
  for (const command of program.commands) {
    if (command.name() !== COMPLETION && command.name() !== REQUEST) copy.addCommand(command);
  }
  for (const option of program.options) copy.addOption(option);
  const completion = tab(copy, { completionCommandName: COMPLETION });
  let asked: Asked = { files: false };
  const offerFiles = () => {
    asked = { files: true };
  };
  const describe = (command: Command, path: string) => {
    const known = completion.commands.get(path);
    if (known === undefined) return;
    // A line of its own is all that a description has.
    known.description = command.summary();
    for (const option of command.options) {
      const handled = known.options.get(option.long?.slice(2) ?? '');
      // One without a value has nothing to complete.
      if (handled === undefined || option.isBoolean()) continue;
      handled.handler = isPath(option)
        ? offerFiles
        : () => {
            asked = { files: false, option: { option, known: handled } };
          };
    }
    for (const argument of command.registeredArguments) {
      const handled = known.arguments.get(argument.name());
      if (handled !== undefined && PATH_ARGUMENTS.has(argument.name())) handled.handler = offerFiles;
    }
    for (const below of command.commands) describe(below, `${path} ${below.name()}`);
  };
  for (const command of program.commands) describe(command, command.name());
  return { completion, asked: () => asked };
}

/** What the user has a file for. */
const PATH_ARGUMENTS = new Set(['target', 'result', 'results']);
const isPath = ({ flags }: Option) => /<(?:file|folder|path)>/.test(flags);

function offering(values: readonly string[]): OptionHandler {
  return (offer) => {
    for (const value of values) offer(value, '');
  };
}

/**
 * The library's script needs a function of the package bash-completion and a bash of this decade, neither of
 * which macOS has; and it lets no files be completed where they are wanted.
 */
function forBash(script: string, name: string): string {
  return `${FALLBACK}
${script.replaceAll(/^readonly (ShellComp)/gm, '$1')}
complete -o default -F __${name.replaceAll('-', '_')}_complete ${name}`;
}

const FALLBACK = `if ! declare -F _get_comp_words_by_ref >/dev/null; then
    # Words as typed, with = and : inside them, which readline takes for ends of words.
    _get_comp_words_by_ref() {
        local line=\${COMP_LINE:0:COMP_POINT}
        read -ra words <<< "$line"
        [[ $line == *[[:space:]] ]] && words+=('')
        cword=$((\${#words[@]} - 1))
        cur=\${words[cword]}
        prev=\${words[cword > 0 ? cword - 1 : 0]}
    }
fi
type compopt >/dev/null 2>&1 || compopt() { :; }`;
