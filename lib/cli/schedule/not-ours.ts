import { DESCRIPTION } from './add.ts';

/** What to say of a schedule that the stack or somebody else made, and may make again. */
export function notOurs(name: string, description: string | undefined): string | undefined {
  if (description === DESCRIPTION) return undefined;
  return `warning: ${name} was not added by this command. Where a stack or a template has it, change it there too: the next deployment may undo this`;
}
