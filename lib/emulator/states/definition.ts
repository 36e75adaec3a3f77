/** As much of the Amazon States Language as has to be understood here; the rest is the library's. */
export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}
interface State {
  readonly Type: string;
  readonly ItemProcessor?: Definition;
}

/** The definition with its placeholders filled in, as a deployment does it. */
export function substitute(definition: unknown, values: Readonly<Record<string, string>>): Definition {
  const text = JSON.stringify(definition).replaceAll(/\$\{(\w+)\}/g, (placeholder, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`the definition names ${placeholder}, which nothing stands for`);
    return value;
  });
  return JSON.parse(text) as Definition;
}

/** Names of all Task states, those inside of Maps too. */
export function taskNames(definition: Definition): string[] {
  return Object.entries(definition.States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [name] : []),
    ...(state.ItemProcessor === undefined ? [] : taskNames(state.ItemProcessor)),
  ]);
}
