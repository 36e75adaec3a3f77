import { cheaperInWords, compared, fasterInWords } from '../../compared.ts';
import { certainty, megabytes, milliseconds, money } from '../../numbers.ts';
import { titlesOf } from '../../picture/style.ts';
import type { Report } from '../../report.ts';
import { Proposal } from './proposal.tsx';

/** What came out, in a sentence and in four figures. */
export function Answer({ reports }: { reports: readonly Report[] }) {
  const titles = titlesOf(reports);
  return (
    <>
      {reports.map((report, index) => (
        <section class="answer" key={titles[index]} aria-labelledby={`answer-${index}`}>
          <h1 id={`answer-${index}`}>{titles[index]}</h1>
          {report.sentence !== undefined && <p class="sentence">{report.sentence}</p>}
          {report.since !== undefined && <p>{report.since}</p>}
          <Cards report={report} />
          <Proposal proposal={report.proposal} title={titles[index] ?? ''} />
          {report.measuredBy !== 'aws' && report.measuredBy !== undefined && (
            <p class="badge">
              {report.measuredBy === 'process'
                ? 'Measured on a local machine: trust the shape of the curves, not the absolute milliseconds.'
                : 'Replayed measurements, of another time: where they are from is said at the end of this page.'}
            </p>
          )}
        </section>
      ))}
    </>
  );
}

function Cards({ report }: { report: Report }) {
  const entry = report.entries.find(({ key }) => key === report.recommended);
  const current = report.entries.find(({ key }) => key === report.current);
  const figures = entry?.views[report.basis];
  if (entry === undefined) return null;
  const difference = current === undefined ? undefined : compared(entry, current, report.basis, 'mean');
  return (
    <dl class="cards">
      <Card label="Recommended" value={megabytes(entry.memoryMB)} more={entry.series} />
      {figures !== undefined && (
        <>
          <Card
            label="Cost of 1M invocations"
            value={money(figures.costPerMillion.value, report.currency)}
            more={
              difference === undefined || entry === current
                ? undefined
                : `${cheaperInWords(difference.costPercent)} than now`
            }
          />
          <Card
            label="Mean duration"
            value={milliseconds(figures.mean.value)}
            more={
              difference === undefined || entry === current
                ? undefined
                : `${fasterInWords(difference.durationPercent)} than now`
            }
          />
        </>
      )}
      {report.confidence !== undefined && (
        <Card label="Certainty" value={certainty(report.confidence)} more="that nothing measured is better" />
      )}
    </dl>
  );
}

function Card({ label, value, more }: { label: string; value: string; more?: string | undefined }) {
  return (
    <div class="card">
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong>
        {more !== undefined && <span>{more}</span>}
      </dd>
    </div>
  );
}
