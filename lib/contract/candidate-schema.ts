import * as z from 'zod';
import { ARCHITECTURES, MEMORY_MB } from './candidate.ts';

/** Apart from what a candidate is, so that a stage which only knows candidates doesn't load zod. */
export const architectureSchema = z.enum(ARCHITECTURES);
export const memoryMBSchema = z.int().min(MEMORY_MB.min).max(MEMORY_MB.max);

/** One configuration to measure. */
export const candidateSchema = z.object({
  architecture: architectureSchema.describe('Instruction set'),
  memoryMB: memoryMBSchema.describe('Memory size'),
});
