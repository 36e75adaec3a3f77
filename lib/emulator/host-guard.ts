/**
 * Only this machine's own names may address the endpoint. A web page that makes a browser resolve its
 * own name to 127.0.0.1 (DNS rebinding) would otherwise reach functions that run with the user's rights.
 * @param host the Host header
 * @param port on which the endpoint listens
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].some((name) => host?.toLowerCase() === `${name}:${port}`);
}
