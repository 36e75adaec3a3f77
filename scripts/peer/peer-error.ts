/** What keeps the suite from running, in one line. */
export class PeerError extends Error {
  override readonly name = 'PeerError';
}
