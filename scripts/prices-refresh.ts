/**
 * `npm run prices:refresh -- [--file offer.json …] [--url address] [--region region …] [--write]`: AWS's public
 * price list into lib/core/pricing/lambda-prices.json. docs/prices.md says how.
 */
import { fileURLToPath } from 'node:url';
import { pricesRefresh } from './prices/command.ts';

process.exitCode = await pricesRefresh(process.argv.slice(2), {
  table: fileURLToPath(new URL('../lib/core/pricing/lambda-prices.json', import.meta.url)),
  today: new Date().toISOString().slice(0, 10),
  print: (line) => console.log(line),
  error: (line) => console.error(line),
});
