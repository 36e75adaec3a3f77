import { renderCsv } from '../../csv.ts';
import { renderJson } from '../../json.ts';
import { titlesOf } from '../../picture/style.ts';
import type { Report } from '../../report.ts';

/** What the page shows, to take away. */
export function Downloads({
  reports,
  documents,
}: {
  reports: readonly Report[];
  documents: readonly unknown[];
}) {
  const name =
    titlesOf(reports)
      .join('-')
      .replaceAll(/[^\w.-]+/g, '-')
      .slice(0, 80) || 'result';
  return (
    <span class="downloads">
      <button type="button" onClick={() => save(`${name}.csv`, 'text/csv', renderCsv(reports))}>
        Download CSV
      </button>
      <button type="button" onClick={() => save(`${name}.json`, 'application/json', renderJson(documents))}>
        Download JSON
      </button>
    </span>
  );
}

function save(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
