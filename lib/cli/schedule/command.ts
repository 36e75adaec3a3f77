import type { Command } from 'commander';
import { SCHEDULE_DEFAULTS } from '../../contract/schedules.ts';
import { addExamples } from '../help.ts';
import { addInputOptions, inputFromOptions } from '../input-options.ts';
import type { Terminal } from '../terminal.ts';
import type { AddOptions } from './add.ts';
import type { ListOptions } from './list.ts';
import type { PlaceOptions } from './place.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:power-tuner';

/** `power-tuner schedule` and what can be done with schedules. Loaded only when one of them runs. */
export function addScheduleCommands(
  program: Command,
  terminal: Terminal,
  done: (code: number) => void,
): void {
  const schedule = program
    .command('schedule')
    .summary('tune functions in AWS again and again, by schedules')
    .description(
      'Schedules of EventBridge Scheduler that start the state machine that you deployed: made, listed, paused and removed.',
    );
  addAdd(schedule, terminal, done);
  addList(schedule, terminal, done);
  addStates(schedule, terminal, done);
  addRemove(schedule, terminal, done);
}

function addPlace(command: Command): Command {
  return command
    .option('--state-machine <arn>', 'the deployed state machine (or POWER_TUNER_STATE_MACHINE)')
    .option('--profile <name>', 'profile of the AWS configuration files');
}

function addAdd(schedule: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = schedule
    .command('add')
    .summary('make a schedule that tunes a function')
    .description(
      'Makes a schedule that tunes a function. The input is checked beforehand. A schedule by --every begins at once; what a run costs is said by a first power-tuner tune.',
    )
    .argument('<function>', "the function's name or ARN, with its alias or version if that is meant")
    .option('--every <time>', 'at a rate, beginning now, as in "7 days", "12 hours" or "2 weeks"')
    .option(
      '--cron <fields>',
      'at times of days: AWS\'s six fields (minutes, hours, day of month, month, day of week, year), as in "0 3 ? * MON *"',
    )
    .option('--at <time>', 'once, as in 2026-12-24T03:00:00')
    .option('--time-zone <name>', 'of --cron and --at, as in Europe/Berlin (default: UTC)')
    .option(
      '--window <time>',
      'start within this time after it is due; 0 to start on time',
      `${SCHEDULE_DEFAULTS.windowMinutes}m`,
    )
    .option('--name <name>', "name of the schedule (default: the function's)")
    .option(
      '-i, --input <file>',
      'the input as a JSON or YAML file (init writes one); options on the command line win over it',
    );
  addPlace(command);
  addInputOptions(command, ['schedule']);
  addExamples(command, [
    `power-tuner schedule add orders --every "7 days" --state-machine ${MACHINE}`,
    `power-tuner schedule add orders:live --cron "0 3 ? * MON *" --time-zone Europe/Berlin --apply propose --state-machine ${MACHINE}`,
  ]);
  command.action(async (target: string, options: AddOptions & { input?: string }) => {
    const { addSchedule } = await import('./add.ts');
    const asked = { ...options, inputFile: options.input };
    done(await addSchedule(target, inputFromOptions(command), asked, terminal));
  });
}

function addList(schedule: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = addPlace(schedule.command('list'))
    .summary('list schedules with their last and next runs')
    .description(
      'Lists the schedules of a state machine, whatever made them: when they run, their next and last runs, and what the last one recommended. A last run is looked for among the 200 latest executions.',
    )
    .option('--json', 'as JSON')
    .action(async (options: ListOptions) => {
      const { listSchedules } = await import('./list.ts');
      done(await listSchedules(options, terminal));
    });
  addExamples(command, [`power-tuner schedule list --state-machine ${MACHINE}`]);
}

function addStates(schedule: Command, terminal: Terminal, done: (code: number) => void): void {
  const states = [
    { name: 'pause', state: 'DISABLED', does: 'keep a schedule from running until it is resumed' },
    { name: 'resume', state: 'ENABLED', does: 'let a schedule run that was paused' },
  ] as const;
  for (const { name, state, does } of states) {
    addPlace(schedule.command(name))
      .summary(does)
      .argument('<name>', 'as schedule list shows it')
      .action(async (scheduleName: string, options: PlaceOptions) => {
        const { setState } = await import('./set-state.ts');
        done(await setState(scheduleName, state, options, terminal));
      });
  }
}

function addRemove(schedule: Command, terminal: Terminal, done: (code: number) => void): void {
  addPlace(schedule.command('remove'))
    .summary('delete a schedule')
    .description('Deletes a schedule. Runs that it has started go on, and results are kept.')
    .argument('<name>', 'as schedule list shows it')
    .action(async (name: string, options: PlaceOptions) => {
      const { removeSchedule } = await import('./remove.ts');
      done(await removeSchedule(name, options, terminal));
    });
}
