import type { ServerType } from '@hono/node-server';

export interface Listening {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Ends what is still open, too. */
  close(): Promise<void>;
}

/**
 * A client's idle connection must not be closed just when its next request is on the way: an Invoke is
 * never sent twice, so that request would be lost.
 */
const IDLE_CONNECTION_MS = 600_000;

/**
 * Listens on 127.0.0.1 and nowhere else.
 * @throws the server's error, for example a port that is taken
 */
export async function listen(server: ServerType, port: number): Promise<Listening> {
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = IDLE_CONNECTION_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    endpoint: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
