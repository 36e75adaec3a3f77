// Makes a JSON text of orders, reads it, adds up what each customer spent, and puts a seal on the text. The same job,
// with the same answer, is in same-job-python and same-job-go.
import { createHash } from 'node:crypto';

export const handler = async ({ orders = 20_000, rounds = 20_000 } = {}) => {
  const text = ordersAsJson(orders);
  return { ...spent(JSON.parse(text)), seal: seal(text, rounds) };
};

function ordersAsJson(count) {
  const orders = [];
  let state = 1;
  for (let n = 0; n < count; n += 1) {
    // A small generator of numbers that every language computes alike.
    state = (state * 48_271) % 2_147_483_647;
    orders.push(`{"customer":"c${state % 100}","cents":${state % 10_000}}`);
  }
  return `[${orders.join(',')}]`;
}

function spent(orders) {
  const byCustomer = new Map();
  for (const { customer, cents } of orders) {
    byCustomer.set(customer, (byCustomer.get(customer) ?? 0) + cents);
  }
  const totals = [...byCustomer.values()];
  return {
    customers: byCustomer.size,
    cents: totals.reduce((sum, cents) => sum + cents, 0),
    most: Math.max(0, ...totals),
  };
}

function seal(text, rounds) {
  let digest = createHash('sha256').update(text).digest();
  for (let round = 0; round < rounds; round += 1) {
    digest = createHash('sha256').update(digest).digest();
  }
  return digest.toString('hex');
}
