import { useCallback, useMemo } from 'preact/hooks';
import { METRIC_NAMES, VIEW_NAMES } from '../../columns.ts';
import { count, intervalOf, milliseconds } from '../../numbers.ts';
import { samplesHeight, samplesOption } from '../../picture/samples-option.ts';
import { colorOf, curvesOf, type Theme } from '../../picture/style.ts';
import { METRICS, type Report, type View } from '../../report.ts';
import { rowName, rowsOf } from '../../rows.ts';
import { Chart } from './chart.tsx';
import { entryAt, type Looking, type Place, placeOf, placeValue, rowValue } from './state.ts';

/** One candidate from near by: how its samples are distributed. */
export function Samples({
  reports,
  looking: { view },
  selected,
  theme,
  onSelect,
}: {
  reports: readonly Report[];
  looking: Looking;
  selected: Place | undefined;
  theme: Theme;
  onSelect: (place: Place) => void;
}) {
  const rows = useMemo(() => rowsOf(reports), [reports]);
  const entry = entryAt(reports, selected);
  const figures = entry?.views[view];
  const index =
    curvesOf(reports).find(
      ({ reportIndex, series }) => reportIndex === selected?.report && series === entry?.series,
    )?.index ?? 0;
  const color = colorOf(theme, index);
  return (
    <section class="panel" aria-labelledby="samples-title">
      <h2 id="samples-title">Samples</h2>
      <label>
        Of{' '}
        <select
          value={selected === undefined ? '' : placeValue(selected)}
          onChange={({ currentTarget }) => onSelect(placeOf(currentTarget.value))}
        >
          {rows.map((row) => (
            <option key={rowValue(row)} value={rowValue(row)}>
              {rowName(row, reports)}
            </option>
          ))}
        </select>
      </label>
      {figures === undefined ? (
        <p>
          {entry === undefined
            ? 'Nothing is chosen.'
            : `No ${VIEW_NAMES[view]} figures of it${entry.reason === undefined ? '' : `: ${entry.status}, ${entry.reason}`}.`}
        </p>
      ) : (
        <Distribution figures={figures} theme={theme} color={color} />
      )}
      {entry !== undefined && entry.failures.length > 0 && <p>Left out: {entry.failures.join(', ')}.</p>}
    </section>
  );
}

function Distribution({ figures, theme, color }: { figures: View; theme: Theme; color: string }) {
  const optionOf = useCallback(
    (width: number) => samplesOption(figures, { theme, color, width, interactive: true }),
    [figures, theme, color],
  );
  const n = figures.mean.n;
  return (
    <>
      <Chart
        description="Chart of how the samples are distributed. Its figures are in the table below it."
        heightOf={() => samplesHeight(figures)}
        optionOf={optionOf}
      />
      <p class="caption">
        {figures.quantilesMs === undefined
          ? ''
          : 'Above: the share of invocations that took at most so long. '}
        {figures.quantilesMs === undefined ? 'Points' : 'Below: points'} are figures, bars their 95% intervals
        {n === undefined ? '' : `, of ${count(n)} samples`}.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col" class="left">
              figure
            </th>
            <th scope="col" class="right">
              duration
            </th>
            <th scope="col" class="right">
              95% interval
            </th>
          </tr>
        </thead>
        <tbody>
          {METRICS.flatMap((metric) => {
            const shown = figures[metric];
            if (shown === undefined) return [];
            return [
              <tr key={metric}>
                <th scope="row" class="left">
                  {METRIC_NAMES[metric]}
                </th>
                <td class="right">{milliseconds(shown.value)}</td>
                <td class="right">{intervalOf(shown, milliseconds) ?? 'too few samples'}</td>
              </tr>,
            ];
          })}
        </tbody>
      </table>
    </>
  );
}
