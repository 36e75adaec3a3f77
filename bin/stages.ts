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

/** The deployed handlers with the deployed timeouts, for the local state machine. */
export function localStages(connection: Connection, log: StageLog): Stages {
  const environment = { connection, log };
  return {
    Initializer: { handler: initializer(environment, settingsFrom({})), timeoutSeconds: 120 },
    Publisher: { handler: publisher(environment), timeoutSeconds: 300 },
    Executor: { handler: executor(environment), timeoutSeconds: 900 },
    Analyzer: { handler: analyzer(environment), timeoutSeconds: 120 },
    Cleaner: { handler: cleaner(environment), timeoutSeconds: 300 },
    Optimizer: { handler: optimizer(environment), timeoutSeconds: 300 },
    Reporter: { handler: reporter(environment), timeoutSeconds: 60 },
  };
}
