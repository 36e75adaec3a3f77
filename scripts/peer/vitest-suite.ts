import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as z from 'zod';
import type { TestOutcome } from '../../test/peer/compare.ts';
import { lastLine, run } from './command.ts';
import { PeerError } from './peer-error.ts';

/** What we read of vitest's JSON report. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
type FileReport = z.infer<typeof reportSchema>['testResults'][number];

/**
 * Runs one of vitest's projects, with these variables; `signal` ends it early.
 * @throws PeerError where its outcomes can't be had
 */
export async function runSuite(
  root: string,
  project: string,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<TestOutcome[]> {
  const folder = await mkdtemp(join(tmpdir(), `power-tuner-${project}-`));
  const file = join(folder, 'report.json');
  try {
    const ended = await run(
      process.execPath,
      // One file after the other: they share the backend, and a test may list all that is there. In one process,
      // which loads the SDK once.
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        `--project=${project}`,
        '--no-file-parallelism',
        '--no-isolate',
        '--reporter=json',
        `--outputFile=${file}`,
      ],
      {
        cwd: root,
        signal,
        env: { ...process.env, ...variables },
      },
    );
    const text = await readFile(file, 'utf8').catch(() => {
      throw new PeerError(`vitest wrote no report: ${lastLine(ended.stderr)}`);
    });
    const outcomes = reportSchema.parse(JSON.parse(text)).testResults.flatMap(outcomesOf);
    if (outcomes.length === 0) throw new PeerError(`the project ${project} has no tests`);
    if (ended.code !== 0 && outcomes.every(({ outcome }) => outcome === 'passed')) {
      throw new PeerError(
        `every test passed, and vitest ended with ${ended.code}: ${lastLine(ended.stderr)}`,
      );
    }
    return outcomes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function outcomesOf(report: FileReport): TestOutcome[] {
  const file = basename(report.name, '.test.ts');
  const tests = report.assertionResults.map(({ title, status, failureMessages }) => ({
    file,
    title,
    outcome: outcomeOf(status),
    message: stripVTControlCharacters(failureMessages?.[0] ?? ''),
  }));
  // A file that can't be loaded has no tests, and a hook may fail after tests that passed.
  const explained = report.status === 'passed' || tests.some(({ outcome }) => outcome === 'failed');
  if (explained) return tests;
  return [...tests, { file, title: '(the whole file)', outcome: 'failed', message: report.message }];
}

function outcomeOf(status: string): TestOutcome['outcome'] {
  return status === 'passed' || status === 'failed' ? status : 'not run';
}
