import type { Locator, Page } from 'playwright-core';

/** How somebody uses the page. */
export const WAYS = ['mouse', 'keyboard'] as const;
export type Way = (typeof WAYS)[number];

const MOST_STOPS = 150;

/** Goes to a control with the Tab key, as far as it takes. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${control} is not reached with ${MOST_STOPS} presses of Tab`);
}

/** Chooses one of the page's radio buttons. */
export async function choose(page: Page, group: string, label: string, way: Way = 'mouse'): Promise<void> {
  const radios = page.getByRole('group', { name: group, exact: true });
  const wanted = radios.getByRole('radio', { name: label, exact: true });
  if (way === 'mouse') {
    await wanted.click();
  } else {
    await tabTo(page, radios.locator('input:checked'));
    const names = await radios
      .getByRole('radio')
      .evaluateAll((all) => all.map((one) => one.closest('label')?.textContent));
    const checked = await radios
      .getByRole('radio')
      .evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).checked));
    const steps = names.indexOf(label) - checked;
    for (let step = 0; step < Math.abs(steps); step++)
      await page.keyboard.press(steps > 0 ? 'ArrowRight' : 'ArrowLeft');
  }
  await wanted.and(page.locator(':checked')).waitFor({ state: 'attached' });
}

/** Presses a button, or opens what can be opened. */
export async function press(page: Page, control: Locator, way: Way): Promise<void> {
  if (way === 'mouse') return await control.click();
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}

/** Chooses an option of a list: a browser's own list opens outside of the page, so that the mouse has no place in it. */
export async function select(page: Page, list: Locator, label: string, way: Way): Promise<void> {
  if (way === 'mouse') {
    await list.selectOption({ label });
    return;
  }
  await tabTo(page, list);
  const steps = await list.evaluate((element, wanted) => {
    const { options, selectedIndex } = element as HTMLSelectElement;
    return [...options].findIndex((option) => option.label === wanted) - selectedIndex;
  }, label);
  for (let step = 0; step < Math.abs(steps); step++)
    await page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
}

/** Replaces what stands in a field. */
export async function fill(page: Page, field: Locator, text: string, way: Way): Promise<void> {
  if (way === 'mouse') {
    await field.click({ clickCount: 3 });
  } else {
    await tabTo(page, field);
    await page.keyboard.press('Control+A');
  }
  await page.keyboard.press('Delete');
  await page.keyboard.type(text);
}

/** The table of all configurations, as it stands: a row is what each heading says of it. */
export async function tableOf(page: Page): Promise<Record<string, { text: string; interval?: string }>[]> {
  return await page.locator('section[aria-label="Table of all configurations"] table').evaluate((table) => {
    const headings = [...table.querySelectorAll('thead th')].map((heading) =>
      (heading.textContent ?? '').replace(/ [↑↓]$/, ''),
    );
    return [...table.querySelectorAll('tbody tr')].map((row) =>
      Object.fromEntries(
        [...row.children].map((cell, index) => {
          const interval = cell.querySelector('small')?.textContent;
          const whole = cell.textContent ?? '';
          return [
            headings[index],
            {
              text: interval ? whole.slice(0, whole.length - interval.length) : whole,
              ...(interval ? { interval } : {}),
            },
          ];
        }),
      ),
    );
  });
}

export async function headingsOf(page: Page): Promise<string[]> {
  return await page
    .locator('section[aria-label="Table of all configurations"] thead button')
    .evaluateAll((all) => all.map((one) => (one.textContent ?? '').replace(/ [↑↓]$/, '')));
}

/** A small table's rows as texts. */
export async function rowsIn(page: Page, section: string): Promise<string[][]> {
  return await page
    .getByRole('region', { name: section, exact: true })
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}
