import { createHandler as analyzer } from '../functions/analyzer/handler.ts';
import { createHandler as cleaner } from '../functions/cleaner/handler.ts';
import { createHandler as executor } from '../functions/executor/handler.ts';
import { createHandler as initializer } from '../functions/initializer/handler.ts';
import { settingsFrom } from '../functions/initializer/settings.ts';
import type { StageLog } from '../functions/middleware/stage-context.ts';
import { createHandler as optimizer } from '../functions/optimizer/handler.ts';
import { createHandler as publisher } from '../functions/publisher/handler.ts';
import { createHandler as reporter } from '../functions/reporter/handler.ts';
import type { Connection } from '../lib/aws/clients/connection.ts';
import type { Stages } from '../lib/emulator/states/stage.ts';
import { STAGES, type StageName } from '../lib/stack/stages.ts';

/** The deployed handlers with the deployed timeouts, for the local state machine. */
export function localStages(connection: Connection, log: StageLog): Stages {
  const environment = { connection, log };
  const deployed = (stage: StageName) => ({ timeoutSeconds: STAGES[stage].timeoutSeconds });
  return {
    Initializer: { handler: initializer(environment, settingsFrom({})), ...deployed('initializer') },
    Publisher: { handler: publisher(environment), ...deployed('publisher') },
    Executor: { handler: executor(environment), ...deployed('executor') },
    Analyzer: { handler: analyzer(environment), ...deployed('analyzer') },
    Cleaner: { handler: cleaner(environment), ...deployed('cleaner') },
    Optimizer: { handler: optimizer(environment), ...deployed('optimizer') },
    Reporter: { handler: reporter(environment), ...deployed('reporter') },
  };
}
