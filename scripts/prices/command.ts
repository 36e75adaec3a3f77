import { readFile, writeFile } from 'node:fs/promises';
import { Command, CommanderError, Option } from 'commander';
import { priceFileText, readPriceFile } from '../../lib/core/pricing/table-schema.ts';
import { changedPrices, changeText, keptPrices } from './changes.ts';
import { mergePrices, withoutPrices } from './merge.ts';
import { offersFromFiles, offersFromNetwork } from './offers.ts';
import { type Reading, readPrices } from './reading.ts';
import { RefreshError } from './refresh-error.ts';

export interface RefreshSurroundings {
  /** The table that is refreshed. */
  readonly table: string;
  /** As in 2026-12-01. */
  readonly today: string;
  readonly print: (line: string) => void;
  readonly error: (line: string) => void;
}

interface RefreshOptions {
  readonly file?: readonly string[];
  readonly url?: string;
  readonly region?: readonly string[];
  readonly write?: boolean;
}

/**
 * `npm run prices:refresh`: reads AWS's price list, prints what differs from the table, price by price, and writes
 * it only when it is told to.
 * @returns the exit code: 0, or 1 with one error that says why nothing was done
 */
export async function pricesRefresh(
  argv: readonly string[],
  { table, today, print, error }: RefreshSurroundings,
): Promise<number> {
  const program = new Command('npm run prices:refresh --')
    .description("Reads AWS's public price list into lib/core/pricing/lambda-prices.json.")
    .addOption(
      new Option(
        '--file <offer.json...>',
        'offer files that were downloaded (AWSLambda, AmazonStates), instead of the network',
      ).conflicts('url'),
    )
    .option('--url <address>', "where the price list is, in place of AWS's own addresses")
    .option('--region <region...>', 'only these regions; all that the list has by default')
    .option('--write', 'write the table; without it, only print what would change')
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => error(text.trimEnd()) })
    .action(async (options: RefreshOptions) => {
      await refresh(options, { table, today, print, error });
    });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode;
    if (!(thrown instanceof RefreshError)) throw thrown;
    error(`error: ${thrown.message}`);
    return 1;
  }
}

async function refresh(
  options: RefreshOptions,
  { table, today, print, error }: RefreshSurroundings,
): Promise<void> {
  const { file, url, region: asked, write = false } = options;
  const before = readPriceFile(JSON.parse(await readFile(table, 'utf8')));
  const { offers, listed } =
    file === undefined
      ? await offersFromNetwork(url, asked ?? [], (address) => error(`read ${address}`))
      : await offersFromFiles(file);
  const readings = offers.map((offer) => only(readPrices(offer), asked));
  assertRead(readings, asked);
  const after = mergePrices(before, readings, today);

  const changes = changedPrices(before, after);
  const kept = keptPrices(before, readings, mergePrices(withoutPrices(before), readings, today));
  const vanished = Object.keys(before.regions).filter(
    (region) => listed !== undefined && asked === undefined && !listed.includes(region),
  );
  const notes = readings.flatMap((reading) => reading.notes);
  for (const change of changes) print(changeText(change));
  for (const price of kept) print(`${price}: not in the list, kept`);
  for (const region of vanished) {
    print(`${region}: no longer in the list, kept; take it out of the table by hand if Lambda has left it`);
  }
  for (const note of notes) print(note);
  print(
    `${changes.length} prices differ; ${kept.length} prices and ${vanished.length} regions kept that the list doesn't have; ${notes.length} left out.`,
  );
  if (write) await writeFile(table, priceFileText(after));
  print(write ? `${table} is written.` : 'Nothing is written: add --write for that.');
}

/** An offer file may have more regions than are asked for. */
function only(reading: Reading, asked: readonly string[] | undefined): Reading {
  if (asked === undefined) return reading;
  return { ...reading, regions: reading.regions.filter(({ region }) => asked.includes(region)) };
}

/** A list without anything that we know would otherwise pass for one in which nothing has changed. */
function assertRead(readings: readonly Reading[], asked: readonly string[] | undefined): void {
  const read = readings.flatMap(({ regions }) => regions.map(({ region }) => region));
  const lacking = (asked ?? []).filter((region) => !read.includes(region));
  if (read.length > 0 && lacking.length === 0) return;
  const from = readings.map(({ offer }) => offer.from).join(', ');
  throw new RefreshError(
    `no price of Lambda or Step Functions was found${lacking.length > 0 ? ` for ${lacking.join(', ')}` : ''} in ${from}: give the offer files of AWSLambda and AmazonStates that have them`,
  );
}
