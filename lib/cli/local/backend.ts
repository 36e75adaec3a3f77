import type { Connection } from '../../aws/clients/connection.ts';
import { type Emulator, type InvocationEvent, startEmulator } from '../../emulator/emulator.ts';
import { createEnvironments } from '../../emulator/environment/index.ts';
import { createStates, type StatesService } from '../../emulator/states/service.ts';
import type { Stages } from '../../emulator/states/stage.ts';
import { LOCAL_BUCKET, LOCAL_RESULTS_BUCKET } from './bucket.ts';

/** What `bin` hands in: the deployed definition and the handlers that are deployed with it. */
export interface Pipeline {
  readonly definition: unknown;
  readonly stages: (connection: Connection, options: StageOptions) => Promise<Stages>;
}

export interface StageOptions {
  readonly verbose: boolean;
  /** Where the result is kept, its page and its raw samples; nowhere where it is absent. */
  readonly resultsBucket?: string;
  /** Whether nothing but the result is kept there. */
  readonly onlyResult?: boolean;
}

export interface LocalBackend {
  readonly connection: Connection;
  readonly stateMachineArn: string;
  /** How CPU time, memory and files are held as on Lambda here, in words. */
  readonly labels: { readonly cpu: string; readonly memory: string; readonly files: string };
  readonly emulator: Emulator;
  stop(): Promise<void>;
}

/** Nobody checks them here; the SDK wants some. */
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Starts the emulator with the state machine on it. */
export async function startLocalBackend(
  pipeline: Pipeline,
  options: {
    readonly region: string;
    /** 0, the default, takes a free one. */
    readonly port?: number;
    /** Of what replayed functions draw. */
    readonly seed?: number;
    /** AWS's delays (a new function is Pending for seconds), scaled; 1, the default, is as long as there. */
    readonly delays?: number;
    /** The stages' log on standard error. */
    readonly verbose?: boolean;
    /** What a bucket of the emulator keeps: the result, or its page and raw samples too. Nothing where absent. */
    readonly keep?: 'result' | 'all';
    readonly onInvocation?: (event: InvocationEvent) => void;
  },
): Promise<LocalBackend> {
  const environments = await createEnvironments(options.seed === undefined ? {} : { seed: options.seed });
  let states: StatesService | undefined;
  const emulator = await startEmulator({
    region: options.region,
    ...(options.port === undefined ? {} : { port: options.port }),
    createEnvironment: environments.create,
    buckets: [LOCAL_BUCKET, LOCAL_RESULTS_BUCKET],
    ...(options.delays === undefined ? {} : { delays: options.delays }),
    ...(options.onInvocation === undefined ? {} : { onInvocation: options.onInvocation }),
    targets: { AWSStepFunctions: async (action, body) => states?.answer(action, body) },
  }).catch(async (error: unknown) => {
    await environments.stop();
    throw error;
  });
  const connection = { endpoint: emulator.endpoint, region: options.region, credentials: CREDENTIALS };
  states = createStates({
    region: emulator.region,
    accountId: emulator.accountId,
    name: 'power-tuner',
    definition: pipeline.definition,
    stages: await pipeline.stages(connection, {
      verbose: options.verbose === true,
      ...(options.keep === undefined
        ? {}
        : { resultsBucket: LOCAL_RESULTS_BUCKET, onlyResult: options.keep === 'result' }),
    }),
    cleaner: 'Cleaner',
    notifier: 'Notifier',
  });
  return {
    connection,
    stateMachineArn: states.stateMachineArn,
    labels: {
      cpu: environments.cpuControl.label,
      memory: environments.memoryControl.label,
      files: environments.isolation.label,
    },
    emulator,
    async stop() {
      await states?.stop();
      await emulator.stop();
      await environments.stop();
    },
  };
}
