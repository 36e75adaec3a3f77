import { faultMatrix } from './support/matrix.ts';
import { IN_PLACE } from './support/scenarios.ts';

await faultMatrix('a run in place', IN_PLACE);
