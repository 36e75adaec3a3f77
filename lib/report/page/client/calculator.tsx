import { useMemo, useState } from 'preact/hooks';
import { costAMonth } from '../../compared.ts';
import { type Currency, inPercent, money } from '../../numbers.ts';
import type { Entry, Report } from '../../report.ts';
import { rowName, rowsOf } from '../../rows.ts';
import { Scroll } from './scroll.tsx';
import { entryAt, type Place, rowValue } from './state.ts';

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
  const [coldPercent, setColdPercent] = useState(String(inPercent(first?.coldStartRate ?? 0)));
  const month = numberIn(invocations, Number.MAX_SAFE_INTEGER);
  const share = numberIn(coldPercent, 100);
  const rows = useMemo(() => rowsOf(reports), [reports]);
  const hasBoth = rows.some(({ entry: { views } }) => views.warm && views.cold);
  const other = entryAt(reports, baseline);
  const costOf = (entry: Entry) =>
    month === undefined || share === undefined
      ? undefined
      : costAMonth(entry, month, hasBoth ? share / 100 : 0);
  const reference = other === undefined ? undefined : costOf(other);
  const costs = rows.flatMap((row) => {
    const cost = costOf(row.entry);
    return cost === undefined ? [] : [{ row, cost }];
  });
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
      <Scroll label="Table of money a month" isShort>
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
            {costs.map(({ row, cost }) => {
              const { report, entry } = row;
              return (
                <tr key={rowValue(row)} class={entry.key === report.recommended ? 'recommended' : ''}>
                  <th scope="row" class="left">
                    {rowName(row, reports)}
                  </th>
                  <td class="right">{money(cost, report.currency)}</td>
                  <td class="right">
                    {reference === undefined || entry === other
                      ? '–'
                      : differenceInWords(cost - reference, report.currency)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      <p class="caption">
        At the prices of the first tier, without free tier.
        {!hasBoth && ' Without cold starts: warm and cold ones were not both measured.'}
      </p>
    </section>
  );
}

function differenceInWords(difference: number, currency: Currency): string {
  if (difference === 0) return 'the same';
  return `${money(Math.abs(difference), currency)} ${difference < 0 ? 'less' : 'more'}`;
}

/** Thousands may be set apart. */
function numberIn(text: string, max: number): number | undefined {
  const plain = text.replaceAll(/[\s,_]/g, '');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) && value >= 0 && value <= max ? value : undefined;
}
