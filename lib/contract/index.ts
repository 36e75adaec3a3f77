export * from './candidate.ts';
export * from './digest.ts';
export * from './errors.ts';
export * from './function-reference.ts';
export * from './input.ts';
export * from './plan.ts';
export * from './result.ts';
export * from './stages.ts';
