// Nothing but CPU work: every megabyte up to 1,769 makes it faster, and none above, since it has one thread.
import { pbkdf2Sync } from 'node:crypto';

const ITERATIONS = 600_000;

export const handler = async ({ password = 'correct horse battery staple' } = {}) => {
  const key = pbkdf2Sync(password, 'salt', ITERATIONS, 32, 'sha512');
  return { key: key.toString('hex') };
};
