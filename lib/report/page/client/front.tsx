import { frontOf } from '../../front.ts';
import { milliseconds, money } from '../../numbers.ts';
import { titlesOf } from '../../picture/style.ts';
import type { Report } from '../../report.ts';
import { entryName } from '../../rows.ts';
import type { Looking } from './state.ts';

/** The configurations worth choosing from: nothing else is both cheaper and faster. */
export function Front({
  reports,
  looking: { view, metric },
}: {
  reports: readonly Report[];
  looking: Looking;
}) {
  const titles = titlesOf(reports);
  return (
    <section class="panel" aria-labelledby="front-title">
      <h2 id="front-title">Pareto front</h2>
      <p class="caption">Nothing else that was measured is both cheaper and faster than one of these.</p>
      {reports.map((report, index) => (
        <ol key={titles[index]} aria-label={titles[index]}>
          {frontOf(report, view, metric).flatMap((entry) => {
            const figures = entry.views[view];
            const duration = figures?.[metric];
            if (figures === undefined || duration === undefined) return [];
            return [
              <li key={entry.key}>
                <strong>{entryName(entry)}</strong>: {money(figures.costPerMillion.value, report.currency)},{' '}
                {milliseconds(duration.value)}
              </li>,
            ];
          })}
        </ol>
      ))}
    </section>
  );
}
