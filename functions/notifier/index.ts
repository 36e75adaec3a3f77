import { lambdaEnvironment } from '../middleware/lambda-environment.ts';
import { lambdaMetrics } from '../reporter/lambda-metrics.ts';
import { createHandler } from './handler.ts';
import { settingsFrom } from './settings.ts';

export const handler = createHandler(
  lambdaEnvironment('notifier'),
  settingsFrom(process.env),
  lambdaMetrics(process.env),
);
