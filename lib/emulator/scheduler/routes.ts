import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { answerCall, type Passage } from '../answer-call.ts';
import { type ApiError, toApiError } from '../api-error.ts';
import { parseJsonBody } from '../lambda/validation.ts';
import type { SchedulerAction } from './action.ts';
import type { SchedulerContext } from './context.ts';
import { createSchedule } from './create-schedule.ts';
import { createScheduleGroup } from './create-schedule-group.ts';
import { deleteSchedule } from './delete-schedule.ts';
import { deleteScheduleGroup } from './delete-schedule-group.ts';
import { getSchedule } from './get-schedule.ts';
import { getScheduleGroup } from './get-schedule-group.ts';
import { listSchedules } from './list-schedules.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { updateSchedule } from './update-schedule.ts';

const ACTIONS: readonly SchedulerAction[] = [
  createSchedule,
  getSchedule,
  updateSchedule,
  deleteSchedule,
  listSchedules,
  createScheduleGroup,
  getScheduleGroup,
  deleteScheduleGroup,
  listTagsForResource,
];

/** Its paths could be those of a bucket as well: what a request is signed for tells. */
const SIGNED_FOR = /Credential=[^,]*\/scheduler\/aws4_request/;

/** Mounts EventBridge Scheduler. Requests that are signed for another service go on. */
export function mountScheduler(app: Hono, scheduler: SchedulerContext, passage: Passage): void {
  for (const action of ACTIONS) {
    app.on(action.method, action.path, (context, next) =>
      SIGNED_FOR.test(context.req.header('authorization') ?? '')
        ? answer(action, context, scheduler, passage)
        : next(),
    );
  }
}

async function answer(
  action: SchedulerAction,
  context: Context,
  scheduler: SchedulerContext,
  passage: Passage,
): Promise<Response> {
  const { req } = context;
  const body = new Uint8Array(await req.arrayBuffer());
  const path: Readonly<Record<string, string>> = req.param();
  const call = {
    service: 'scheduler',
    action: action.name,
    resource: path.Name,
    run: () => json(action.run({ path, query: req.query(), body: parseJsonBody(body) }, scheduler), 200),
    failed: (thrown: unknown) => failure(toApiError(thrown)),
  } as const;
  return answerCall(call, context, passage);
}

function failure({ name, message, status }: ApiError): Response {
  return json({ Message: message }, status, { 'x-amzn-errortype': name });
}

function json(body: object, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, { status, headers: { 'x-amzn-requestid': randomUUID(), ...headers } });
}
