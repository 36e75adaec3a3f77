import { paretoFront } from '../core/strategy/pareto.ts';
import { drawn, type Entry, type Metric, type Report, type ViewName } from './report.ts';

/**
 * The Pareto front of a view, the cheapest first: the result's own where candidates were compared by that
 * view, else of all that are drawn.
 */
export function frontOf(report: Report, view: ViewName, metric: Metric): Entry[] {
  const points = drawn(report, view).flatMap(({ entry, view: figures }) => {
    const duration = figures[metric]?.value;
    return duration === undefined
      ? []
      : [{ entry, cost: figures.costPerMillion.value, durationMs: duration }];
  });
  if (view === report.basis && metric === 'mean' && report.pareto.size > 0) {
    const known = new Map(points.map(({ entry }) => [entry.key, entry]));
    return [...report.pareto].flatMap((key) => known.get(key) ?? []);
  }
  return paretoFront(points).map(({ entry }) => entry);
}
