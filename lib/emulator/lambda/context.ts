import type { Place } from '../arn.ts';
import type { Outcome } from '../environment/execution-environment.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import type { CodeStore } from './code-store.ts';
import type { Concurrency } from './concurrency.ts';
import type { FunctionRecord, FunctionVersion } from './function-record.ts';
import type { Images } from './images.ts';
import type { Instances } from './instances.ts';
import type { Layer } from './layer-record.ts';
import type { SettlingDelays } from './lifecycle.ts';
import type { Limits } from './limits.ts';
import type { RequestRates } from './request-rates.ts';

/** What the actions of Lambda's API work on. */
export interface LambdaContext {
  readonly place: Place;
  /** By name, in the order of their creation. */
  readonly functions: Map<string, FunctionRecord>;
  /** By name. */
  readonly layers: Map<string, Layer>;
  readonly code: CodeStore;
  readonly images: Images;
  readonly instances: Instances;
  readonly objects: ObjectStore;
  /** Into which invocations log. */
  readonly logs: LogStore;
  readonly concurrency: Concurrency;
  readonly rates: RequestRates;
  readonly limits: Limits;
  /** The largest MemorySize that the account may give a function. */
  readonly memoryLimitMB: number;
  /** ARNs of the keys with which no caller may decrypt. */
  readonly undecryptableKeys: ReadonlySet<string>;
  readonly delays: SettlingDelays;
  readonly nowMs: () => number;
  /** Where the emulator listens. */
  readonly endpoint: () => string;
  readonly invoked: (record: FunctionRecord, version: FunctionVersion, outcome: Outcome) => void;
}
