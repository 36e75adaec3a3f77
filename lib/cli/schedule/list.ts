import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  paginateListSchedules,
} from '@aws-sdk/client-scheduler';
import { states } from '../../aws/clients/states.ts';
import { errorName } from '../../aws/error-text.ts';
import { parseFunctionReference } from '../../contract/index.ts';
import { printable } from '../../report/printable.ts';
import { renderTable, type TableColumn } from '../../report/table.ts';
import { EXIT } from '../exit-code.ts';
import { refused } from '../refused.ts';
import { columnsOf, type Terminal } from '../terminal.ts';
import { noGroup } from './group.ts';
import { type LastRun, lastRuns } from './last-runs.ts';
import { type Place, type PlaceOptions, placeOf } from './place.ts';
import { type ReadSchedule, readSchedule } from './read-schedule.ts';
import { momentText, whenText } from './words.ts';

export interface ListOptions extends PlaceOptions {
  readonly json?: boolean | undefined;
}

/** A schedule, and what it started last. */
interface Listed extends ReadSchedule {
  readonly lastRun?: LastRun | undefined;
}

/**
 * `power-tuner schedule list`: the schedules of a state machine, whatever made them.
 * @returns the exit code
 * @throws BadInput where the stack has no group for schedules; RunFailed
 */
export async function listSchedules(options: ListOptions, terminal: Terminal): Promise<number> {
  const place = placeOf(options, terminal);
  const nowMs = Date.now();
  const schedules = (await schedulesOf(place)).map((described) => readSchedule(described, nowMs));
  const runs = await lastRuns(states(place.connection), place.stateMachineArn, schedules);
  const listed = schedules.map((schedule) => ({ ...schedule, lastRun: runs.get(schedule.name) }));
  if (options.json === true) {
    terminal.print(JSON.stringify(listed.map(asJson), undefined, 2));
  } else if (listed.length === 0) {
    terminal.error(
      `There are no schedules of ${place.stateMachineArn}. Next: power-tuner schedule add <function> --every "7 days" --state-machine ${place.stateMachineArn}`,
    );
  } else {
    terminal.print(table(listed, columnsOf(terminal.outputStream)));
  }
  return EXIT.recommended;
}

async function schedulesOf(place: Place): Promise<GetScheduleCommandOutput[]> {
  const { client, groupName: GroupName, stateMachineArn } = place;
  try {
    const described: GetScheduleCommandOutput[] = [];
    for await (const { Schedules = [] } of paginateListSchedules({ client }, { GroupName })) {
      for (const { Name } of Schedules) {
        const one = await client.send(new GetScheduleCommand({ Name, GroupName })).catch(unlessGone);
        if (one !== undefined) described.push(one);
      }
    }
    return described.sort((a, b) => ((a.Name ?? '') < (b.Name ?? '') ? -1 : 1));
  } catch (error) {
    throw refused(error, {
      failed: `the schedules of ${stateMachineArn} can't be listed`,
      needs: 'scheduler:ListSchedules, and scheduler:GetSchedule on each',
      missing: { ResourceNotFoundException: noGroup(GroupName, stateMachineArn) },
    });
  }
}

/** One that was removed between the list and the question is none. */
function unlessGone(error: unknown): undefined {
  if (errorName(error) !== 'ResourceNotFoundException') throw error;
}

function asJson({ when, lastRun, ...schedule }: Listed) {
  const { expression, isPaused, target, nextRun, ...rest } = schedule;
  return {
    ...rest,
    function: target,
    expression,
    timeZone: when?.timeZone,
    state: stateOf(schedule),
    nextRun,
    lastRun,
  };
}

const COLUMNS: readonly TableColumn[] = [
  { head: 'name', align: 'left' },
  { head: 'function', align: 'left' },
  { head: 'when', align: 'left' },
  { head: 'state', align: 'left' },
  { head: 'next run', align: 'left' },
  { head: 'last run', align: 'left' },
  { head: 'result', align: 'left' },
];
/** What goes first where room is short. */
const SPARE = ['function', 'when', 'state', 'next run', 'last run'];

function table(listed: readonly Listed[], columns: number | undefined): string {
  const rows = listed.map((schedule) => ({
    cells: [
      schedule.name,
      functionText(schedule.target),
      schedule.when === undefined ? printable(schedule.expression) : whenText(schedule.when),
      stateOf(schedule),
      schedule.nextRun === undefined ? '–' : momentText(schedule.nextRun, schedule.when?.timeZone),
      lastRunText(schedule),
      resultText(schedule.lastRun),
    ],
    remark: '',
  }));
  return renderTable(COLUMNS, rows, SPARE, { columns });
}

/** A name says enough in a table; --json has the ARN. */
function functionText(target: string | undefined): string {
  if (target === undefined) return '?';
  const { functionName = printable(target), qualifier } = parseFunctionReference(target) ?? {};
  return qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
}

/** One that is enabled and never comes again is over. */
function stateOf({ isPaused, nextRun, when }: Pick<Listed, 'isPaused' | 'nextRun' | 'when'>): string {
  if (isPaused) return 'paused';
  return nextRun === undefined && when !== undefined ? 'over' : 'running';
}

function lastRunText({ lastRun, when }: Listed): string {
  if (lastRun === undefined) return '–';
  return `${momentText(lastRun.startedAt, when?.timeZone)} ${lastRun.status.toLowerCase().replace('_', ' ')}`;
}

function resultText(run: LastRun | undefined): string {
  if (run?.recommendation === undefined) return printable(run?.error ?? '–');
  const { memoryMB, architecture } = run.recommendation;
  const answer = `${memoryMB} MB ${architecture}`;
  return printable(run.outcome === undefined ? answer : `${answer}, ${run.outcome}`);
}
