import { useCallback } from 'preact/hooks';
import { METRIC_NAMES, VIEW_NAMES } from '../../columns.ts';
import { LINES_LEGEND, pictureHeight, pictureOption } from '../../picture/option.ts';
import { paretoHeight, paretoOption } from '../../picture/pareto-option.ts';
import { curvesOf, type Theme } from '../../picture/style.ts';
import type { Report } from '../../report.ts';
import { Chart } from './chart.tsx';
import type { Looking, Place } from './state.ts';

const PARETO_LEGEND =
  'Nearer to the lower left corner is better. The dotted line joins the Pareto front: nothing else is both cheaper and faster. What is not on it is pale.';

/** The large chart. */
export function PictureSection({
  reports,
  looking,
  theme,
  onSelect,
}: {
  reports: readonly Report[];
  looking: Looking;
  theme: Theme;
  onSelect: (place: Place) => void;
}) {
  const isPareto = looking.chart === 'pareto';
  const heightOf = (width: number) =>
    isPareto
      ? paretoHeight(reports, width)
      : pictureHeight(reports, { memoryScale: looking.memoryScale, width });
  const optionOf = useCallback(
    (width: number, height: number) => {
      const view = { ...looking, theme, width, height, interactive: true };
      return isPareto ? paretoOption(reports, view) : pictureOption(reports, view);
    },
    [reports, looking, theme, isPareto],
  );
  const select = useCallback(
    ({ series, key }: { series: string; key: string }) => {
      const curve = curvesOf(reports).find(
        ({ name, entries }) => name === series && entries.some((one) => one.key === key),
      );
      if (curve !== undefined) onSelect({ report: curve.reportIndex, key });
    },
    [reports, onSelect],
  );
  const figures = `${METRIC_NAMES[looking.metric]} duration and cost, ${VIEW_NAMES[looking.view]}`;
  return (
    <section class="panel" aria-labelledby="picture-title">
      <h2 id="picture-title">{isPareto ? 'Cost against duration' : 'Cost and duration by memory size'}</h2>
      <Chart
        description={`Chart of ${figures}${isPareto ? '' : ', by memory size'}. All its figures are in the table below.`}
        heightOf={heightOf}
        optionOf={optionOf}
        onPoint={select}
      />
      <p class="caption">{isPareto ? PARETO_LEGEND : LINES_LEGEND}</p>
    </section>
  );
}
