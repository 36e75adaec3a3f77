import type { FaultEffect } from '../faults/fault.ts';
import type { LambdaContext } from './context.ts';
import type { RateQuota } from './request-rates.ts';

/** A request, read. */
export interface ActionRequest {
  /** The parameters of the action's path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Of a query member that may be repeated. */
  readonly queries: (name: string) => readonly string[];
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
  /**
   * The body as JSON; an empty one is an empty object.
   * @throws ApiError SerializationException
   */
  readonly json: () => unknown;
  /** What is to go wrong while it is carried out. */
  readonly fault?: FaultEffect;
}

export interface ActionAnswer {
  readonly headers?: Readonly<Record<string, string>>;
  /** The action's own where absent. */
  readonly status?: number;
  /** Bytes are sent as they are, anything else as JSON; nothing for an empty body. */
  readonly body?: Uint8Array | Readonly<Record<string, unknown>>;
}

/** One action of Lambda's API: where it is found, and what it does. */
export interface Action {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:parameters`. */
  readonly path: string;
  readonly status: number;
  /** Default `controlPlane`. */
  readonly quota?: RateQuota;
  /** The function or layer that the request is about, where its path doesn't say so. */
  resource?(request: ActionRequest): string | undefined;
  /** @throws ApiError */
  run(request: ActionRequest, lambda: LambdaContext): ActionAnswer | Promise<ActionAnswer>;
}
