import { paretoFront } from '../core/strategy/pareto.ts';
import { drawn, type Metric, type Report, type ViewName } from './report.ts';

/**
 * Keys of the Pareto front of a view, the cheapest first: the result's own where candidates were compared by that
 * view, else of all that are drawn.
 */
export function frontOf(report: Report, view: ViewName, metric: Metric): string[] {
  const points = drawn(report, view).flatMap(({ entry, view: figures }) => {
    const duration = figures[metric]?.value;
    return duration === undefined
      ? []
      : [{ key: entry.key, cost: figures.costPerMillion.value, durationMs: duration }];
  });
  if (view === report.basis && metric === 'mean' && report.pareto.size > 0) {
    const known = new Set(points.map(({ key }) => key));
    return [...report.pareto].filter((key) => known.has(key));
  }
  return paretoFront(points).map(({ key }) => key);
}
