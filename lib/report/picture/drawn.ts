import { init } from './chart.ts';
import type { PictureOption } from './parts.ts';

/**
 * A picture drawn without a browser.
 * @param width in pixels, as height
 * @returns an SVG
 */
export function drawnSvg(option: PictureOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
