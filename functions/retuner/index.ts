import { lambdaEnvironment } from '../middleware/lambda-environment.ts';
import { createHandler } from './handler.ts';
import { settingsFrom } from './settings.ts';

export const handler = createHandler(lambdaEnvironment('retuner'), settingsFrom(process.env));
