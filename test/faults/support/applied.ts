import { isDeepStrictEqual } from 'node:util';
import type { EndedRun } from './lane.ts';
import type { Scenario } from './scenarios.ts';
import { isSame, lasting, otherChanges, published } from './target-changes.ts';
import type { TargetSnapshot } from './target-snapshot.ts';

/**
 * Where the recommendation is to be applied: the target has exactly it, or is as before; and the run says
 * which of them.
 */
export function appliedProblems({ alias = '', inPlace }: Scenario, run: EndedRun): string[] {
  const { before, after, status, result } = run;
  if (status !== 'SUCCEEDED') {
    return isSame(before, after, inPlace) ? notSaid(run) : halfAppliedProblems(run);
  }
  // Where it is not known whether its layers run there, another architecture is proposed only.
  if (result?.warnings.some(({ code }) => code === 'architecture-proposed')) {
    return isSame(before, after, inPlace) ? [] : ['it was only to be proposed, and the target changed'];
  }
  const expected = { memoryMB: result?.memoryMB, architecture: result?.architecture };
  return [
    ...(isDeepStrictEqual(expected, sizeOf(after))
      ? []
      : [`it succeeded, and the target has ${nameOf(after)} instead of ${JSON.stringify(expected)}`]),
    ...otherChanges(before, after),
    ...aliasProblems(alias, result?.applied?.version, run),
  ];
}

function sizeOf({ latest }: TargetSnapshot) {
  const { MemorySize: memoryMB, Architectures: [architecture] = [] } = latest.Configuration ?? {};
  return { memoryMB, architecture };
}

function nameOf(snapshot: TargetSnapshot): string {
  const { memoryMB, architecture } = sizeOf(snapshot);
  return `${memoryMB} MB on ${architecture}`;
}

/** A run that has an answer has to say that it was not applied. */
function notSaid({ cause = '' }: EndedRun): string[] {
  return !cause.includes('"recommendation":{') || /nothing was (changed|applied)|as before/i.test(cause)
    ? []
    : [`the target is as before, and the cause doesn't say so: ${cause}`];
}

/** The size was applied, what came after it was not: the cause has to say exactly that. */
function halfAppliedProblems({ before, after, cause = '' }: EndedRun): string[] {
  const versions = newVersions(before, after);
  // Where nobody may look, all that can be said is what was done.
  const isUnreadable = cause.includes(
    `has accepted ${nameOf(after)}, but what the function has now could not be read; before, it had ${nameOf(before)}`,
  );
  return [
    ...(cause.includes(`has ${nameOf(after)}`) || isUnreadable
      ? []
      : [`the target has ${nameOf(after)}, and the cause doesn't say so: ${cause}`]),
    ...(versions.length <= 1 ? [] : [`${versions.length} versions were published: ${versions.join(', ')}`]),
    ...(versions.every((version) => cause.includes(`version ${version}`))
      ? []
      : [`version ${versions.join(', ')} was published, and the cause doesn't say so: ${cause}`]),
    ...(isDeepStrictEqual(lasting(before.aliases), lasting(after.aliases))
      ? []
      : [`an alias was moved, though the run failed: ${JSON.stringify(after.aliases)}`]),
    ...otherChanges(before, after),
  ];
}

function newVersions(before: TargetSnapshot, after: TargetSnapshot): string[] {
  const old = new Set(published(before).map(({ Version }) => Version));
  return published(after).flatMap(({ Version = '' }) => (old.has(Version) ? [] : [Version]));
}

function aliasProblems(alias: string, version: string | undefined, { before, after }: EndedRun): string[] {
  const expected = { ...pointers(before), [alias]: version };
  const made = newVersions(before, after);
  return [
    ...(isDeepStrictEqual(pointers(after), expected)
      ? []
      : [`the aliases are ${JSON.stringify(pointers(after))} instead of ${JSON.stringify(expected)}`]),
    ...(made.every((one) => one === version)
      ? []
      : [`the versions ${made.join(', ')} were published, and the result names ${version}`]),
  ];
}

function pointers({ aliases }: TargetSnapshot): Record<string, string | undefined> {
  return Object.fromEntries(aliases.map(({ Name = '', FunctionVersion }) => [Name, FunctionVersion]));
}
