import { faultMatrix } from './support/matrix.ts';
import { PROBES } from './support/scenarios.ts';

await faultMatrix('a run that measures probes', PROBES);
