import { lambdaEnvironment } from '../middleware/lambda-environment.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(lambdaEnvironment('canary'));
