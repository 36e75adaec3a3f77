import type { LimitsVerdict, Plan } from '../../contract/index.ts';
import type { Selection } from '../strategy/select.ts';
import type { MeasuredContender } from './contender.ts';
import { checksOf, judged, limitsOf } from './limit-checks.ts';

/** How the chosen candidate stands to the limits; undefined without any. */
export function limitsVerdict(
  plan: Plan,
  selection: Selection<MeasuredContender>,
): LimitsVerdict | undefined {
  const { choice, considered, limitsMet: met } = selection;
  const { limits: checks = {} } = choice.chosen.result;
  const [worst] = limitsOf(plan)
    .flatMap((limit) => {
      const check = checks[limit.key];
      return check === undefined ? [] : [{ ...limit, check }];
    })
    .sort((a, b) => excess(b.check) - excess(a.check));
  if (worst === undefined) return undefined;
  const { key, allowed, check } = worst;
  const figure = judged(plan, choice.chosen.result, key);
  return {
    met,
    sure: met ? checksOf(checks).every(({ sure }) => sure) : considered.every(surelyBreaks),
    worst: {
      limit: key,
      allowed,
      ...(typeof figure === 'string' ? {} : { value: figure.value }),
      ...(check.overPercent === undefined ? {} : { overPercent: check.overPercent }),
      ...(check.note === undefined ? {} : { note: check.note }),
    },
  };
}

/** One that was not measured is broken more than any other. */
function excess({ overPercent }: { readonly overPercent?: number | undefined }): number {
  return overPercent ?? Number.MAX_VALUE;
}

function surelyBreaks({ result }: MeasuredContender): boolean {
  return checksOf(result.limits).some(({ met, sure }) => !met && sure);
}
