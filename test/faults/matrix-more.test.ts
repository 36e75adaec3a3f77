import { faultMatrix } from './support/matrix.ts';
import { MORE } from './support/scenarios.ts';

await faultMatrix('a run of cold starts, with processors, with a cost limit, or a search', MORE);
