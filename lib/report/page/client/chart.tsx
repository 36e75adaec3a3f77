import { useEffect, useRef, useState } from 'preact/hooks';
import { init } from '../../picture/chart.ts';
import type { PictureOption } from '../../picture/option.ts';

/**
 * A chart that is as wide as its place. A screen reader gets its description; the figures are in the table that
 * the description names.
 */
export function Chart({
  description,
  height,
  optionOf,
  onPoint,
}: {
  description: string;
  height: number;
  optionOf: (width: number) => PictureOption;
  onPoint?: (point: { series: string; key: string }) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => {
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    if (place.current === null || width === 0) return;
    chart.current ??= init(place.current, null, { renderer: 'svg', width, height });
    chart.current.resize({ width, height });
    chart.current.setOption(optionOf(width), { notMerge: true });
  }, [width, height, optionOf]);
  useEffect(() => {
    const own = chart.current;
    if (own === null || onPoint === undefined) return undefined;
    const clicked = ({ seriesName, name }: { seriesName?: string; name: string }) =>
      onPoint({ series: seriesName ?? '', key: name });
    own.on('click', clicked);
    return () => own.off('click', clicked);
  }, [onPoint, width]);
  return (
    <div class="chart" role="img" aria-label={description} ref={place} style={{ height: `${height}px` }} />
  );
}
