/** What action.yml runs. */
import { action } from './action.ts';

process.exitCode = await action(process.env, (line) => process.stdout.write(`${line}\n`));
