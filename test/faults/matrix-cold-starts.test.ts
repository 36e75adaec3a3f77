import { faultMatrix } from './support/matrix.ts';
import { COLD_STARTS } from './support/scenarios.ts';

await faultMatrix('a run of cold starts, or with processors', COLD_STARTS);
