import { errorText } from '../error-text.ts';

/** What became of things that were to be deleted. */
export interface Deletion {
  /** Names of what is gone. */
  readonly deleted: readonly string[];
  /** Names of what is not, each with the reason. */
  readonly left: readonly string[];
}

export const NOTHING: Deletion = { deleted: [], left: [] };

/** @param why for what stays */
export function notDeleted(name: string, why: string): Deletion {
  return { deleted: [], left: [`${name} (${why})`] };
}

/**
 * An attempt of several: what fails stays, and does not keep the rest from being tried.
 * @param name of what it deletes
 */
export async function attempted(name: string, attempt: () => Promise<Deletion>): Promise<Deletion> {
  try {
    return await attempt();
  } catch (error) {
    return notDeleted(name, errorText(error));
  }
}

export function together(deletions: readonly Deletion[]): Deletion {
  return {
    deleted: deletions.flatMap(({ deleted }) => deleted),
    left: deletions.flatMap(({ left }) => left),
  };
}

/** Tries each, whatever happens to another: what can't be deleted must not keep the rest from it, hour after hour. */
export async function each(
  names: readonly string[],
  attempt: (name: string) => Promise<Deletion>,
): Promise<Deletion> {
  const done: Deletion[] = [];
  for (const name of names) {
    done.push(await attempted(name, () => attempt(name)));
  }
  return together(done);
}
