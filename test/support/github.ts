/** The outputs in a file of GITHUB_OUTPUT, as the runner reads them: `name<<end`, lines, `end`. */
export function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, name, end] = /^([^=<]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined) {
      if (lines[at] !== '') throw new Error(`the runner reads no output from ${lines[at]}`);
      continue;
    }
    const from = at + 1;
    at = lines.indexOf(end ?? '', from);
    if (at < 0) throw new Error(`the output ${name} has no end`);
    outputs[name] = lines.slice(from, at).join('\n');
  }
  return outputs;
}
