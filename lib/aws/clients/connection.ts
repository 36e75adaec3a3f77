/** Where the SDK's clients connect to. Empty in AWS: the SDK finds region and credentials by itself. */
export interface Connection {
  /** Another endpoint than AWS's, for example the local emulator's. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** A profile of the shared configuration files. */
  readonly profile?: string;
}

/** What every client's configuration has in common. */
export function clientDefaults(connection: Connection, region?: string) {
  const { endpoint, credentials, profile } = connection;
  const where = region ?? connection.region;
  return {
    ...(where === undefined ? {} : { region: where }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(profile === undefined ? {} : { profile }),
  };
}
