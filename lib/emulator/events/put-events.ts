import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ApiError } from '../api-error.ts';
import type { FaultEffect } from '../faults/fault.ts';
import { parseMembers } from '../lambda/validation.ts';
import type { EventsContext, PutEvent } from './context.ts';

const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;
/** What the Time of an entry counts. */
const TIME_BYTES = 14;
const DEFAULT_BUS = 'default';
/** A server that runs for weeks must not grow with its events. */
const KEPT = 1000;

const entrySchema = z.strictObject({
  Time: z.number().optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().min(1).max(1600).optional(),
  TraceHeader: z.string().min(1).max(500).optional(),
});
type Entry = z.output<typeof entrySchema>;

const schema = z.strictObject({ Entries: z.array(entrySchema).min(1).max(MOST_ENTRIES) });

/** What the answer has of an entry. */
type Answered = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/**
 * Takes the entries that are in order, and says of each other what isn't. As on AWS an entry for a bus that is not
 * there succeeds, and leads nowhere.
 */
export function putEvents(
  body: unknown,
  { place, buses, events, nowMs }: EventsContext,
  fault: FaultEffect | undefined,
): Record<string, unknown> {
  const { Entries } = parseMembers(schema, body, { action: 'PutEvents' });
  if (Entries.reduce((bytes, entry) => bytes + bytesOf(entry), 0) > MOST_BYTES) {
    throw new ApiError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  const answers = Entries.map((entry): Answered => {
    const problem = failedBy(fault) ?? problemOf(entry);
    if (problem !== undefined) return problem;
    const event = eventOf(entry, nowMs());
    if (buses.has(event.bus)) events.push(event);
    if (events.length > KEPT) events.shift();
    return { EventId: event.id };
  });
  return {
    FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length,
    Entries: answers,
  };

  function eventOf(entry: Entry, now: number): PutEvent {
    const { Source = '', DetailType = '', Detail = '', Resources = [], EventBusName = DEFAULT_BUS } = entry;
    const arn = `:events:${place.region}:${place.accountId}:event-bus/`;
    return {
      id: randomUUID(),
      time: new Date(entry.Time === undefined ? now : entry.Time * 1000).toISOString(),
      bus: EventBusName.includes(arn) ? EventBusName.slice(EventBusName.indexOf('/') + 1) : EventBusName,
      source: Source,
      detailType: DetailType,
      detail: JSON.parse(Detail),
      resources: Resources,
    };
  }
}

function failedBy(fault: FaultEffect | undefined): Answered | undefined {
  if (fault === undefined || !('failedEntries' in fault)) return undefined;
  return { ErrorCode: fault.failedEntries.code, ErrorMessage: fault.failedEntries.message };
}

function problemOf(entry: Entry): Answered | undefined {
  const { Source, Detail } = entry;
  const missing = (['Source', 'DetailType', 'Detail'] as const).find((member) => !entry[member]);
  if (missing !== undefined) {
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  }
  if (Source?.startsWith('aws.')) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    };
  }
  return isObject(Detail ?? '')
    ? undefined
    : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** As "Calculating Amazon EventBridge event size" in the user guide has it. */
function bytesOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), Time === undefined ? 0 : TIME_BYTES);
}
