import { DeleteScheduleCommand } from '@aws-sdk/client-scheduler';
import { errorName } from '../../aws/error-text.ts';
import { EXIT } from '../exit-code.ts';
import { refused } from '../refused.ts';
import type { Terminal } from '../terminal.ts';
import { notOurs } from './not-ours.ts';
import { type PlaceOptions, placeOf } from './place.ts';
import { describeSchedule } from './read-schedule.ts';

/**
 * `power-tuner schedule remove`. What it has started goes on.
 * @returns the exit code
 * @throws BadInput where there is no such schedule; RunFailed
 */
export async function removeSchedule(
  name: string,
  options: PlaceOptions,
  terminal: Terminal,
): Promise<number> {
  const place = placeOf(options, terminal);
  const { Description } = await describeSchedule(place, name);
  try {
    await place.client.send(new DeleteScheduleCommand({ Name: name, GroupName: place.groupName }));
  } catch (error) {
    // An attempt before, whose answer was lost, has deleted it.
    if (errorName(error) !== 'ResourceNotFoundException') {
      throw refused(error, {
        failed: `the schedule ${name} can't be removed`,
        needs: 'scheduler:DeleteSchedule on it',
        missing: {},
      });
    }
  }
  terminal.print(`Removed the schedule ${name}. A run that it has started goes on.`);
  const warning = notOurs(name, Description);
  if (warning !== undefined) terminal.error(warning);
  return EXIT.recommended;
}
