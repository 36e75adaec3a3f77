import { faultMatrix } from './support/matrix.ts';
import { APPLIED } from './support/scenarios.ts';

await faultMatrix('a run that applies its answer', APPLIED);
