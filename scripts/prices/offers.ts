import { readFile } from 'node:fs/promises';
import { fetchText } from './fetch-text.ts';
import { OFFER_CODES, type Offer, readOffer, readRegionIndex } from './offer.ts';
import { RefreshError } from './refresh-error.ts';

/** Offers, and the regions that the list has at all where that is known. */
export interface Offers {
  readonly offers: readonly Offer[];
  /** Every region that Lambda's offer is listed for, asked for or not; absent where files were read. */
  readonly listed?: readonly string[];
}

/** A partition's own list, in its own currency; neither has the other's regions. */
interface Partition {
  readonly name: 'aws' | 'cn';
  readonly url: string;
}

const PARTITIONS = [
  { name: 'aws', url: 'https://pricing.us-east-1.amazonaws.com' },
  { name: 'cn', url: 'https://pricing.cn-north-1.amazonaws.com.cn' },
] as const satisfies readonly Partition[];

/** Reads offer files that were downloaded before. */
export async function offersFromFiles(paths: readonly string[]): Promise<Offers> {
  const texts = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(path, 'utf8').catch((cause: unknown) => {
        throw new RefreshError(
          `${path} can't be read (${cause instanceof Error ? cause.message : String(cause)}): give an offer file of AWS's price list`,
          { cause },
        );
      });
      return readOffer(text, path);
    }),
  );
  return { offers: texts };
}

/**
 * Reads the list over the network: for each offer the index of its regions, then each region's file, one after
 * another.
 * @param url in place of AWS's addresses, for both partitions
 * @param regions only these; all of them where empty
 * @throws RefreshError where a region is asked for that Lambda's offer isn't listed for.
 */
export async function offersFromNetwork(
  url: string | undefined,
  regions: readonly string[],
  onRead: (address: string) => void,
): Promise<Offers> {
  const offers: Offer[] = [];
  const listed: string[] = [];
  if (url !== undefined && !URL.canParse(url)) {
    throw new RefreshError(`--url: got ${url}; allowed: an address, as in ${PARTITIONS[0].url}`);
  }
  for (const partition of partitionsOf(regions)) {
    const base = url ?? partition.url;
    for (const code of OFFER_CODES) {
      const indexUrl = new URL(`/offers/v1.0/${partition.name}/${code}/current/region_index.json`, base).href;
      const index = readRegionIndex(await fetchText(indexUrl), indexUrl);
      if (code === 'AWSLambda') listed.push(...index.keys());
      for (const [region, path] of index) {
        if (regions.length > 0 && !regions.includes(region)) continue;
        const address = new URL(path, base).href;
        offers.push(readOffer(await fetchText(address), address));
        onRead(address);
      }
    }
  }
  const unlisted = regions.filter((region) => !listed.includes(region));
  if (unlisted.length > 0) {
    throw new RefreshError(
      `--region: got ${unlisted.join(', ')}; allowed: what AWS's price list has Lambda for: ${listed.join(', ')}`,
    );
  }
  return { offers, listed };
}

function partitionsOf(regions: readonly string[]): readonly Partition[] {
  if (regions.length === 0) return PARTITIONS;
  const inChina = (region: string) => region.startsWith('cn-');
  return PARTITIONS.filter(({ name }) => regions.some((region) => inChina(region) === (name === 'cn')));
}
