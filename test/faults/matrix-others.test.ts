import { faultMatrix } from './support/matrix.ts';
import { OTHERS } from './support/scenarios.ts';

await faultMatrix('a run with a large package, or a cost limit', OTHERS);
