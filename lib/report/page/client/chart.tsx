import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { init } from '../../picture/chart.ts';
import type { PictureOption } from '../../picture/parts.ts';
import { usePrinting } from './printing.ts';

/** What fits onto a sheet of A4 or letter, in pixels. */
const PRINTED_WIDTH = 660;

/**
 * A chart that is as wide as its place. A screen reader gets its description; the figures are in the table that
 * the description names.
 */
export function Chart({
  description,
  heightOf,
  optionOf,
  onPoint,
}: {
  description: string;
  /** Of the width that there is. */
  heightOf: (width: number) => number;
  optionOf: (width: number, height: number) => PictureOption;
  onPoint?: (point: { series: string; key: string }) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(null);
  const [placeWidth, setWidth] = useState(0);
  const printing = usePrinting();
  const width = printing ? Math.min(placeWidth, PRINTED_WIDTH) : placeWidth;
  const height = heightOf(width);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);
  useLayoutEffect(() => {
    if (place.current === null || width === 0) return;
    chart.current ??= init(place.current, null, { renderer: 'svg', width, height });
    chart.current.resize({ width, height });
    chart.current.setOption(optionOf(width, height), { notMerge: true });
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
