// Stands for somebody else's HTTP service. It runs beside the handler, so that the example needs no network,
// and does no more than it must, so that its work isn't mistaken for the function's.
import { once } from 'node:events';
import { createServer } from 'node:net';

const ANSWERS_AFTER_MS = 80;
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Returns the service's address. */
export async function startService() {
  const service = createServer({ noDelay: true }, (socket) => {
    socket.on('data', () => setTimeout(() => socket.write(ANSWER), ANSWERS_AFTER_MS));
    socket.on('error', () => socket.destroy());
  });
  await once(service.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${service.address().port}`;
}
