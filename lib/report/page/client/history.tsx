import { useCallback } from 'preact/hooks';
import { intervalOf, milliseconds, money } from '../../numbers.ts';
import { configurationName, drawnOf, outcomeInWords, runTime } from '../../past-runs.ts';
import { HISTORY_HEIGHT, historyOption } from '../../picture/history-option.ts';
import { type Theme, titlesOf } from '../../picture/style.ts';
import type { Report } from '../../report.ts';
import { Chart } from './chart.tsx';
import { Scroll } from './scroll.tsx';

/** The runs of a function one after another, where there is more than one. */
export function History({ reports, theme }: { reports: readonly Report[]; theme: Theme }) {
  const titles = titlesOf(reports);
  return (
    <>
      {reports.flatMap((report, index) =>
        report.history.length < 2
          ? []
          : [
              <Runs
                key={titles[index]}
                id={`history-${index}`}
                title={reports.length > 1 ? `History of ${titles[index]}` : 'History'}
                report={report}
                theme={theme}
              />,
            ],
      )}
    </>
  );
}

function Runs({ id, title, report, theme }: { id: string; title: string; report: Report; theme: Theme }) {
  const { history, currency } = report;
  const optionOf = useCallback(
    (width: number) => historyOption(history, { currency, theme, width, interactive: true }),
    [history, currency, theme],
  );
  const dollars = (value: number) => money(value, currency);
  return (
    <section class="panel history" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Chart
        description="Chart of what the function took and cost in each run. Its figures are in the table below it."
        heightOf={() => HISTORY_HEIGHT}
        optionOf={optionOf}
      />
      <p class="caption">
        Points are the configuration that the function had in each run, bars their 95% intervals; runs that
        said something are set off. Nothing was measured between them.
      </p>
      <Scroll label={`Table of ${title}`}>
        <table>
          <thead>
            <tr>
              {['run (UTC)', 'had', 'mean', 'cost per 1M', 'recommended', 'outcome'].map((head) => (
                <th key={head} scope="col" class={RIGHT.has(head) ? 'right' : 'left'}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {history.map((run) => {
              const had = drawnOf(run);
              return (
                <tr key={run.startedAt}>
                  <th scope="row" class="left">
                    {runTime(run.startedAt)}
                  </th>
                  <td class="left">{run.current === undefined ? '' : configurationName(run.current)}</td>
                  <td class="right">
                    {milliseconds(had.mean.value)}
                    <small>{intervalOf(had.mean, milliseconds)}</small>
                  </td>
                  <td class="right">
                    {dollars(had.costPerMillion.value)}
                    <small>{intervalOf(had.costPerMillion, dollars)}</small>
                  </td>
                  <td class="left">{configurationName(run.recommended)}</td>
                  <td class="left">{outcomeInWords(run)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

const RIGHT: ReadonlySet<string> = new Set(['mean', 'cost per 1M']);
