// Native CPU work, which no just-in-time compiler makes faster in between.
import { pbkdf2Sync } from 'node:crypto';

export const handler = async (iterations) => {
  pbkdf2Sync('password', 'salt', iterations, 32, 'sha512');
};
