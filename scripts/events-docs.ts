/** `npm run docs:events`: writes docs/events.md from the schema of the contract and a run's event. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eventsPage } from './docs/events.ts';

const PAGE = fileURLToPath(new URL('../docs/events.md', import.meta.url));

writeFileSync(PAGE, eventsPage());
console.log(`wrote ${PAGE}`);
