import { defineConfig } from 'vitest/config';

/** On AWS a test waits for creations, and for its share of 15 requests a second. */
const contractTimeoutMs = process.env.POWER_TUNER_CONTRACT_BACKEND === 'aws' ? 300_000 : 30_000;

/** All of the fault matrix, and its table; otherwise a few runs of each kind. */
const allFaults = process.env.POWER_TUNER_FAULTS === 'full';

/** Tests of a stack that scripts/peer/deployment.ts has deployed: without one there are none. */
const deployment = {
  test: { name: 'deployment', include: ['test/deployment/**/*.test.ts'], testTimeout: 60_000 },
};
const deploymentProjects = process.env.POWER_TUNER_DEPLOYMENT === undefined ? [] : [deployment];

/**
 * The quick end-to-end tests. All others take a while (many runs, many real processes, commands in processes of
 * their own): `npm run test:long` has them, so that `npm test` stays under three minutes.
 */
const QUICK = [
  'test/e2e/{allow-lists,applying,architectures,clean-command,other-tools-inputs,qualified-targets,run-cost}.test.ts',
];

/** Of the units those that take long for the same reasons. */
const SLOW = [
  'test/lib/emulator/states/deployed-stages.test.ts',
  'test/lib/emulator/environment/process/{children,frozen,guardian,memory,process-environment}.test.ts',
  'test/lib/emulator/environment/runtimes/*.test.ts',
  'test/lib/emulator/environment/{resources/quota,isolation/mount-namespace}.test.ts',
];

/** Projects, so that one can be run alone: `npx vitest run --project unit`. */
export default defineConfig({
  test: {
    // Vitest would leave one of two cores idle; most tests wait for processes and delays.
    maxWorkers: 2,
    ...(allFaults ? { reporters: ['default', './test/faults/support/table-reporter.ts'] } : {}),
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup: ['test/support/left-out.ts'],
          include: ['test/{lib,functions,layout,scripts,statemachine,peer}/**/*.test.ts', 'test/*.test.ts'],
          exclude: SLOW,
          // Files share nothing but the modules, and to load those anew for each took half of the time.
          isolate: false,
          // Synthesising and real processes take their time on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          // Each file makes an emulator of its own: they share nothing but the modules.
          isolate: false,
          testTimeout: contractTimeoutMs,
          hookTimeout: contractTimeoutMs,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: QUICK,
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          // Real runs, whose results the pages show; it fails where there is no Chromium.
          globalSetup: ['test/browser/support/global-setup.ts'],
          include: ['test/browser/**/*.test.ts'],
          // A state that is waited for may take a while on a busy machine.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/e2e/**/*.test.ts', ...SLOW],
          exclude: QUICK,
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      ...deploymentProjects,
    ],
  },
});
