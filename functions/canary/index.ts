import { lambdaEnvironment } from '../middleware/lambda-environment.ts';
import { settingsFrom } from '../notifier/settings.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(lambdaEnvironment('canary'), settingsFrom(process.env));
