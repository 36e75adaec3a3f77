import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

/** Of the weights that pictures use. Only these, so that a picture is the same on every machine. */
const FONTS = ['400Regular/Inter_400Regular', '600SemiBold/Inter_600SemiBold', '700Bold/Inter_700Bold'];
/** Sharp on dense screens too. */
const SCALE = 2;

/** A picture (svg.ts) as PNG. */
export function renderPng(svg: string): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: FONTS.map((name) =>
        fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${name}.ttf`)),
      ),
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
    },
  });
  return picture.render().asPng();
}
