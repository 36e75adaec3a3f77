/** As much of the Amazon States Language as has to be understood here; the rest is the library's. */
export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}
interface State {
  readonly Type: string;
  readonly ItemProcessor?: Definition;
  readonly Retry?: readonly { readonly IntervalSeconds?: number }[];
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

/** A Task state, and the Map that it is in. */
export interface Task {
  readonly name: string;
  readonly map?: string;
}

/** All Task states, those inside of Maps too. */
export function tasksOf(definition: Definition, map?: string): Task[] {
  return Object.entries(definition.States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [{ name, ...(map === undefined ? {} : { map }) }] : []),
    ...(state.ItemProcessor === undefined ? [] : tasksOf(state.ItemProcessor, name)),
  ]);
}

/** Where a Retry doesn't say how long to wait. */
const DEFAULT_INTERVAL_SECONDS = 1;

/**
 * Pauses in ms before each attempt, by a state's name and the place of its retrier.
 * @param factor of the IntervalSeconds that the definition has
 */
export function retryIntervalsMs(definition: Definition, factor: number): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(definition.States).flatMap(([name, { Retry = [], ItemProcessor }]) => [
      [name, Retry.map(({ IntervalSeconds = DEFAULT_INTERVAL_SECONDS }) => IntervalSeconds * 1000 * factor)],
      ...(ItemProcessor === undefined ? [] : Object.entries(retryIntervalsMs(ItemProcessor, factor))),
    ]),
  );
}
