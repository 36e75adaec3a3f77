import { randomUUID } from 'node:crypto';
import type { Report } from '../../../core/report-line/report.ts';
import { billedDurationMs } from '../billing.ts';
import type { CpuControl } from '../cpu/cpu-control.ts';
import { cpusOf, cpusOfInit } from '../cpu/cpu-share.ts';
import type { CpuTurn, CpuTurns } from '../cpu-turns.ts';
import type { ExecutionEnvironment, FunctionSpec, Invocation, Outcome } from '../execution-environment.ts';
import { encodeError, exitError, timeoutError } from '../function-error.ts';
import { closingLines, initReportLine, startLine, timeoutLine } from '../log-lines.ts';
import { toHundredths } from '../report-line.ts';
import { type Deadline, withDeadline } from './deadline.ts';
import { type Answered, FunctionProcess, type Initialised } from './function-process.ts';
import { machineLimit } from './machine-limit.ts';
import type { RuntimeCommand } from './runtimes.ts';

export interface ProcessEnvironmentOptions {
  readonly spec: FunctionSpec;
  readonly runtime: RuntimeCommand;
  readonly cpu: CpuControl;
  readonly turns: CpuTurns;
}
