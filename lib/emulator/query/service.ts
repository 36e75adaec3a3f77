import type { ApiCall } from '../call-log.ts';

/**
 * One action of a service that speaks AWS's query protocol: the members of its result, as XML.
 * @throws ApiError
 */
export type QueryAction = (members: Readonly<Record<string, string>>) => readonly string[];

/** A service that speaks it. */
export interface QueryService {
  readonly name: ApiCall['service'];
  /** As people call it. */
  readonly title: string;
  /** The `Version` of its requests, by which services are told apart. */
  readonly version: string;
  /** Of its answers. */
  readonly namespace: string;
  /** The member of its requests that says what they are about. */
  readonly about: string;
  readonly actions: ReadonlyMap<string, QueryAction>;
}
