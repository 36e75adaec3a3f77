import { readFile } from 'node:fs/promises';
import { lambdaEnvironment } from '../middleware/lambda-environment.ts';
import { createHandler } from './handler.ts';
import { lambdaMetrics } from './lambda-metrics.ts';
import { settingsFrom } from './settings.ts';

export const handler = createHandler(lambdaEnvironment('reporter'), settingsFrom(process.env), {
  // Beside the bundle (lib/stack/stage-bundle.ts).
  pageTemplate: () => readFile(new URL('./page.html', import.meta.url), 'utf8'),
  metrics: lambdaMetrics(process.env),
});
