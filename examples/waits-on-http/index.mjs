// Waits for a service most of the time: more memory makes it dearer, not faster.
import { Agent, get } from 'node:http';
import { startService } from './service.mjs';

const url = await startService();
const agent = new Agent({ keepAlive: true });
// Connected during init, which has a whole CPU.
await statusOf(url);

export const handler = async () => ({ status: await statusOf(url) });

function statusOf(address) {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    }).once('error', reject);
  });
}
