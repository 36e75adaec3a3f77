import type { Place } from '../arn.ts';
import type { Outcome } from '../environment/execution-environment.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import type { CodeStore } from './code-store.ts';
import type { FunctionRecord, FunctionVersion } from './function-record.ts';
import type { Instances } from './instances.ts';
import type { SettlingDelays } from './lifecycle.ts';

/** What the actions of Lambda's API work on. */
export interface LambdaContext {
  readonly place: Place;
  /** By name, in the order of their creation. */
  readonly functions: Map<string, FunctionRecord>;
  readonly code: CodeStore;
  readonly instances: Instances;
  readonly objects: ObjectStore;
  readonly delays: SettlingDelays;
  readonly nowMs: () => number;
  /** Where the emulator listens. */
  readonly endpoint: () => string;
  readonly invoked: (record: FunctionRecord, version: FunctionVersion, outcome: Outcome) => void;
}
