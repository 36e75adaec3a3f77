/** `npm run docs:output`: writes docs/output.md from the schemas of the contract. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { outputPage } from './docs/output.ts';

const PAGE = fileURLToPath(new URL('../docs/output.md', import.meta.url));

writeFileSync(PAGE, outputPage());
console.log(`wrote ${PAGE}`);
