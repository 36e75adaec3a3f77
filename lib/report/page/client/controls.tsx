import { METRIC_NAMES, VIEW_NAMES } from '../../columns.ts';
import { METRICS, type ViewName } from '../../report.ts';
import type { Looking } from './state.ts';

/** What the charts and the table show. Radio buttons: arrow keys and screen readers know them. */
export function Controls({
  looking,
  views,
  onChange,
}: {
  looking: Looking;
  views: readonly ViewName[];
  onChange: (looking: Looking) => void;
}) {
  const set = (change: Partial<Looking>) => onChange({ ...looking, ...change });
  return (
    <form class="controls" aria-label="What is shown" onSubmit={(event) => event.preventDefault()}>
      {views.length > 1 && (
        <Choice
          name="view"
          legend="Invocations"
          options={views.map((view) => [view, VIEW_NAMES[view]])}
          chosen={looking.view}
          onChoose={(view) => set({ view })}
        />
      )}
      <Choice
        name="metric"
        legend="Duration"
        options={METRICS.map((metric) => [metric, METRIC_NAMES[metric]])}
        chosen={looking.metric}
        onChoose={(metric) => set({ metric })}
      />
      <Choice
        name="chart"
        legend="Chart"
        options={[
          ['memory', 'by memory'],
          ['pareto', 'cost against duration'],
        ]}
        chosen={looking.chart}
        onChoose={(chart) => set({ chart })}
      />
      <Choice
        name="memory-scale"
        legend="Memory axis"
        options={[
          ['log', 'doublings'],
          ['linear', 'linear'],
        ]}
        chosen={looking.memoryScale}
        onChoose={(memoryScale) => set({ memoryScale })}
      />
      <Choice
        name="value-scale"
        legend="Value axes"
        options={[
          ['linear', 'from zero'],
          ['log', 'logarithmic'],
        ]}
        chosen={looking.valueScale}
        onChoose={(valueScale) => set({ valueScale })}
      />
    </form>
  );
}

export function Choice<T extends string>({
  name,
  legend,
  options,
  chosen,
  onChoose,
}: {
  name: string;
  legend: string;
  options: readonly (readonly [T, string])[];
  chosen: T;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div>
        {options.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
