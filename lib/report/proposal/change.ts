import type { Architecture, Candidate, Owner, Plan } from '../../contract/index.ts';
import { printable } from '../printable.ts';

/** What is to be changed of a function, and where. Names in it are somebody else's texts. */
export interface Change {
  readonly region: string;
  /** As Lambda calls it. */
  readonly functionName: string;
  readonly packageType: 'Zip' | 'Image';
  readonly owner?: Owner | undefined;
  /** Present where it changes. */
  readonly memoryMB?: number | undefined;
  readonly architecture?: Architecture | undefined;
  /** What a change of architecture takes beside. */
  readonly takes?: string | undefined;
}

/** What gives a function the recommended configuration. */
export function changeOf(plan: Plan, { memoryMB, architecture }: Candidate): Change {
  const { target, afterwards } = plan;
  const { region, functionName, packageType } = target;
  const moves = architecture !== target.architecture;
  return {
    region,
    functionName,
    packageType,
    owner: afterwards.owner,
    memoryMB: memoryMB === target.memoryMB ? undefined : memoryMB,
    architecture: moves ? architecture : undefined,
    takes: moves ? takesBeside(plan, architecture) : undefined,
  };
}

function takesBeside({ code, target }: Plan, architecture: Architecture): string | undefined {
  if (code?.[architecture] !== undefined) {
    return `with the code for ${architecture} that was measured, which is not the function's`;
  }
  return target.packageType === 'Image' ? `with an image that is built for ${architecture}` : undefined;
}

/** Texts as comments, a line each: what ends a line in any language is a space, or is escaped. */
export function comments(mark: '#' | '//', texts: readonly (string | undefined)[]): string[] {
  return texts
    .filter((text) => text !== undefined)
    .map((text) => `${mark} ${printable(text.replaceAll(/\s+/g, ' '))}`);
}
