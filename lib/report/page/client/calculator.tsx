import { useState } from 'preact/hooks';
import { costAMonth } from '../../compared.ts';
import { megabytes, money } from '../../numbers.ts';
import { titlesOf } from '../../picture/style.ts';
import type { Entry, Report } from '../../report.ts';
import { entryAt, type Place } from './state.ts';

const DEFAULT_INVOCATIONS = 1_000_000;

/** Money a month, for traffic that the reader knows. */
export function Calculator({
  reports,
  baseline,
}: {
  reports: readonly Report[];
  baseline: Place | undefined;
}) {
  const [first] = reports;
  const [invocations, setInvocations] = useState(String(first?.invocationsAMonth ?? DEFAULT_INVOCATIONS));
  const [coldPercent, setColdPercent] = useState(String((first?.coldStartRate ?? 0) * 100));
  const month = numberIn(invocations, Number.MAX_SAFE_INTEGER);
  const share = numberIn(coldPercent, 100);
  const hasBoth = reports.some(({ entries }) => entries.some(({ views }) => views.warm && views.cold));
  const other = entryAt(reports, baseline);
  const titles = titlesOf(reports);
  const costOf = (entry: Entry) =>
    month === undefined || share === undefined
      ? undefined
      : costAMonth(entry, month, hasBoth ? share / 100 : 0);
  const reference = other === undefined ? undefined : costOf(other);
  return (
    <section class="panel" aria-labelledby="calculator-title">
      <h2 id="calculator-title">Money a month</h2>
      <div class="fields">
        <label>
          Invocations a month
          <input
            type="text"
            inputMode="numeric"
            name="invocations"
            value={invocations}
            aria-invalid={month === undefined}
            onInput={({ currentTarget }) => setInvocations(currentTarget.value)}
          />
        </label>
        <label>
          Cold starts, %
          <input
            type="text"
            inputMode="decimal"
            name="cold-starts"
            value={coldPercent}
            disabled={!hasBoth}
            aria-invalid={share === undefined}
            onInput={({ currentTarget }) => setColdPercent(currentTarget.value)}
          />
        </label>
      </div>
      {(month === undefined || share === undefined) && (
        <p class="problem" role="alert">
          Allowed: a number of invocations from 0 on, and 0 to 100 percent.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="scroll short" tabIndex={0} aria-label="Table of money a month">
        <table>
          <thead>
            <tr>
              <th scope="col" class="left">
                configuration
              </th>
              <th scope="col" class="right">
                a month
              </th>
              <th scope="col" class="right">
                against the baseline
              </th>
            </tr>
          </thead>
          <tbody>
            {reports.flatMap((report, index) =>
              report.entries
                .filter((entry) => costOf(entry) !== undefined)
                .map((entry) => {
                  const cost = costOf(entry) ?? 0;
                  return (
                    <tr
                      key={`${index}/${entry.key}`}
                      class={entry.key === report.recommended ? 'recommended' : ''}
                    >
                      <th scope="row" class="left">
                        {reports.length > 1 ? `${titles[index]}: ` : ''}
                        {megabytes(entry.memoryMB)} {entry.series}
                      </th>
                      <td class="right">{money(cost, report.currency)}</td>
                      <td class="right">
                        {reference === undefined || entry === other
                          ? '–'
                          : differenceInWords(cost - reference, report)}
                      </td>
                    </tr>
                  );
                }),
            )}
          </tbody>
        </table>
      </section>
      <p class="caption">
        At the prices of the first tier, without free tier.
        {!hasBoth && ' Without cold starts: warm and cold ones were not both measured.'}
      </p>
    </section>
  );
}

function differenceInWords(difference: number, { currency }: Report): string {
  if (difference === 0) return 'the same';
  return `${money(Math.abs(difference), currency)} ${difference < 0 ? 'less' : 'more'}`;
}

/** Thousands may be set apart. */
function numberIn(text: string, max: number): number | undefined {
  const plain = text.replaceAll(/[\s,_]/g, '');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) && value >= 0 && value <= max ? value : undefined;
}
