import { createHandler as analyzer } from '../functions/analyzer/handler.ts';
import { createHandler as cleaner } from '../functions/cleaner/handler.ts';
import { settingsFrom as cleanerSettings } from '../functions/cleaner/settings.ts';
import { createHandler as executor } from '../functions/executor/handler.ts';
import { createHandler as initializer } from '../functions/initializer/handler.ts';
import { settingsFrom as initializerSettings } from '../functions/initializer/settings.ts';
import type { StageLog } from '../functions/middleware/stage-context.ts';
import { createHandler as notifier } from '../functions/notifier/handler.ts';
import { settingsFrom as notifierSettings } from '../functions/notifier/settings.ts';
import { createHandler as optimizer } from '../functions/optimizer/handler.ts';
import { settingsFrom as optimizerSettings } from '../functions/optimizer/settings.ts';
import { createHandler as publisher } from '../functions/publisher/handler.ts';
import { createHandler as reporter } from '../functions/reporter/handler.ts';
import { settingsFrom as reporterSettings } from '../functions/reporter/settings.ts';
import type { Allowed } from '../lib/aws/allowed.ts';
import type { Connection } from '../lib/aws/clients/connection.ts';
import { LOCAL_BUCKET } from '../lib/cli/local/bucket.ts';
import type { Stages } from '../lib/emulator/states/stage.ts';
import { FUNCTIONS, type FunctionName, STAGE_MEMORY } from '../lib/stack/stages.ts';

/**
 * The deployed handlers with the deployed timeouts, for the local state machine.
 * @param told variables beside those of a laptop, where nobody waits for an event
 */
export function localStages(
  connection: Connection,
  log: StageLog,
  resultsBucket?: string,
  onlyResult = false,
  told: Readonly<Record<string, string>> = {},
): Stages {
  const environment = { connection, log };
  const variables = { ...localVariables(connection.region, resultsBucket, onlyResult), ...told };
  const deployed = (name: FunctionName) => ({ timeoutSeconds: FUNCTIONS[name].timeoutSeconds });
  return {
    Initializer: {
      handler: initializer(environment, initializerSettings(variables)),
      ...deployed('initializer'),
    },
    Publisher: { handler: publisher(environment), ...deployed('publisher') },
    Executor: { handler: executor(environment), ...deployed('executor') },
    Analyzer: { handler: analyzer(environment), ...deployed('analyzer') },
    Cleaner: { handler: cleaner(environment, cleanerSettings(variables)), ...deployed('cleaner') },
    Optimizer: { handler: optimizer(environment, optimizerSettings(variables)), ...deployed('optimizer') },
    Reporter: {
      handler: reporter(environment, reporterSettings(variables), { pageTemplate }),
      ...deployed('reporter'),
    },
    Notifier: { handler: notifier(environment, notifierSettings(variables)), ...deployed('notifier') },
  };
}

/** Read, or in the repository made, only where there is a bucket to write a page into. */
async function pageTemplate(): Promise<string> {
  const { pageTemplate: template } = await import('../lib/report/page/template.ts');
  return await template();
}

/** What a deployment is told by its environment. Here everything is the user's own, so everything is allowed. */
function localVariables(
  region: string | undefined,
  resultsBucket: string | undefined,
  onlyResult: boolean,
): Record<string, string> {
  const all = ['*'];
  const allowed: Allowed = {
    inPlaceTargets: all,
    otherProbeRoles: all,
    codeObjects: all,
    codeRepositories: all,
    codeFunctions: all,
    codeLayers: all,
  };
  return {
    ...(region === undefined ? {} : { AWS_REGION: region }),
    POWER_TUNER_PROBE_LOG_GROUP: '/power-tuner/probes',
    POWER_TUNER_STAGING_BUCKET: LOCAL_BUCKET,
    ...(resultsBucket === undefined ? {} : { POWER_TUNER_RESULTS_BUCKET: resultsBucket }),
    POWER_TUNER_ONLY_RESULT: String(onlyResult),
    POWER_TUNER_ALLOWED: JSON.stringify(allowed),
    POWER_TUNER_STAGE_MEMORY: JSON.stringify(STAGE_MEMORY),
  };
}
