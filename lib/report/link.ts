import { ARCHITECTURES, type Decision, type Plan } from '../contract/index.ts';

/**
 * The visualization link: `<base>[?currency=CNY]#<sizes>;<times>;<costs>`, each a standard base64 of
 * little-endian numbers sorted by size: Int16 megabytes, Float32 milliseconds, Float32 cost of one
 * invocation. Two architectures make two sets and their names: `s1;t1;c1;s2;t2;c2;name1;name2`.
 * Everything is behind the `#`, so that no server gets to see it.
 */
export function visualizationLink(plan: Plan, averages: Decision['averages']): string {
  const sets = ARCHITECTURES.map((architecture) => ({
    architecture,
    points: averages
      .filter((average) => average.architecture === architecture)
      .sort((a, b) => a.memoryMB - b.memoryMB),
  })).filter(({ points }) => points.length > 0);
  const data = sets.flatMap(({ points }) => encode(points));
  const names = sets.length > 1 ? sets.map(({ architecture }) => encodeURIComponent(architecture)) : [];
  return `${base(plan)}#${[...data, ...names].join(';')}`;
}

function base(plan: Plan): string {
  if (plan.prices.currency !== 'CNY') return plan.visualizationUrl;
  const url = new URL(plan.visualizationUrl);
  url.searchParams.set('currency', 'CNY');
  return url.toString();
}

function encode(points: readonly { memoryMB: number; duration: number; cost: number }[]): string[] {
  return [
    packed(points.length, 2, (view, at, index) => view.setInt16(at, points[index]?.memoryMB ?? 0, true)),
    packed(points.length, 4, (view, at, index) => view.setFloat32(at, points[index]?.duration ?? 0, true)),
    packed(points.length, 4, (view, at, index) => view.setFloat32(at, points[index]?.cost ?? 0, true)),
  ];
}

function packed(
  length: number,
  size: number,
  set: (view: DataView, at: number, index: number) => void,
): string {
  const bytes = new ArrayBuffer(length * size);
  const view = new DataView(bytes);
  for (let index = 0; index < length; index++) set(view, index * size, index);
  return Buffer.from(bytes).toString('base64');
}
