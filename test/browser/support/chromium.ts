import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Where the browser is: Debian's, or the one that POWER_TUNER_CHROMIUM names.
 * @throws Error where there is none: these tests are never skipped.
 */
export function chromiumPath(): string {
  const named = process.env.POWER_TUNER_CHROMIUM;
  const places = named === undefined ? PLACES : [named];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(
    `there is no Chromium at ${places.join(', ')}: install it (apt-get install -y chromium), or say in POWER_TUNER_CHROMIUM where it is`,
  );
}

/** A browser with a profile of its own, which asks nobody for anything by itself. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      // As root, as in a container, there is no sandbox to be had.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
