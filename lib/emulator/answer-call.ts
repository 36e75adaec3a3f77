import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { ApiError } from './api-error.ts';
import type { ApiCall, CallLog } from './call-log.ts';
import type { FaultEffect } from './faults/fault.ts';
import type { FaultTable } from './faults/fault-table.ts';

/** What every call passes through, whatever its service. */
export interface Passage {
  readonly log: CallLog;
  readonly faults: FaultTable;
  /** Aborted when the emulator stops. */
  readonly stopping: AbortSignal;
}

/** One call, and how its service carries it out and says that it failed. */
export interface Call extends Pick<ApiCall, 'service' | 'action'> {
  readonly resource?: string | undefined;
  /** What it throws is answered by `failed`. */
  run(fault: FaultEffect | undefined): Response | Promise<Response>;
  failed(thrown: unknown): Response;
}

/** Answers a call, unless a fault does otherwise with it, and records it as its client saw it. */
export async function answerCall(call: Call, context: Context, passage: Passage): Promise<Response> {
  const { service, action, resource } = call;
  const about = { service, action, ...(resource !== undefined && { resource }) };
  const fault = passage.faults.next(about);
  const record = (seen: Pick<ApiCall, 'status' | 'lostStatus'>) =>
    passage.log.record({ ...about, ...seen, ...(fault !== undefined && { fault }) });

  if (fault !== undefined && 'delayMs' in fault) await delay(fault.delayMs, passage.stopping);
  if (fault !== undefined && 'drop' in fault && fault.drop === 'before') {
    record({ status: 0 });
    return dropConnection(context);
  }
  const response = await carryOut(call, fault);
  if (fault !== undefined && ('drop' in fault || 'noAnswer' in fault)) {
    record({ status: 0, lostStatus: response.status });
    return 'drop' in fault ? dropConnection(context) : never();
  }
  record({ status: response.status });
  return response;
}

async function carryOut(call: Call, fault: FaultEffect | undefined): Promise<Response> {
  try {
    if (fault !== undefined && 'error' in fault) {
      const { name, message, status } = fault.error;
      throw new ApiError(name, message, status);
    }
    return await call.run(fault);
  } catch (thrown) {
    return call.failed(thrown);
  }
}

/** @throws AbortError when the emulator stops meanwhile: nobody is left to be answered */
async function delay(delayMs: number, stopping: AbortSignal): Promise<void> {
  await sleep(delayMs, undefined, { signal: stopping });
}

function dropConnection({ env }: Context): Response {
  const { incoming }: HttpBindings = env;
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function never(): Promise<Response> {
  return new Promise(() => {});
}
