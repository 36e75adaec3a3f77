import { titlesOf } from '../../picture/style.ts';
import type { Report } from '../../report.ts';

/** What to know beside the figures: warnings, the run, and why it measured what it did. */
export function Facts({ reports }: { reports: readonly Report[] }) {
  const titles = titlesOf(reports);
  return (
    <>
      {reports.map((report, index) => (
        <section class="panel" key={titles[index]} aria-labelledby={`facts-${index}`}>
          <h2 id={`facts-${index}`}>{reports.length > 1 ? titles[index] : 'The run'}</h2>
          {report.insights.map((insight) => (
            <p key={insight}>{insight}</p>
          ))}
          {report.warnings.length > 0 && (
            <ul class="warnings">
              {report.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
          <dl class="facts">
            {report.facts.map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          {report.why.length > 0 && (
            <details>
              <summary>Why these sizes were measured</summary>
              <ol>
                {report.why.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
            </details>
          )}
        </section>
      ))}
    </>
  );
}
