import { folders } from './folders.ts';
import type { Isolation, IsolationKind } from './isolation.ts';
import { mountNamespace, namespacesWork } from './mount-namespace.ts';

/**
 * The way nearest to Lambda that works here, found by trying it.
 * @throws Error where mount namespaces are asked for that don't work here
 */
export function chooseIsolation(wanted: 'auto' | IsolationKind): Isolation {
  if (wanted === 'folders') {
    return folders();
  }
  if (namespacesWorkHere()) {
    return mountNamespace();
  }
  if (wanted === 'mount-namespace') {
    throw new Error(
      "mount namespaces don't work on this machine: they take Linux and root. Leave the isolation out to take what works",
    );
  }
  return folders();
}

let known: boolean | undefined;

/** Tried once: it doesn't change while this process runs. */
function namespacesWorkHere(): boolean {
  known ??= namespacesWork();
  return known;
}
