import { describe, expect, it } from 'vitest';
import {
  type AnalyzerEvent,
  type AnalyzerResult,
  CostLimitExceeded,
  type Digest,
  type LostDigest,
  NoCandidateMeasured,
  type Plan,
} from '../../../../lib/contract/index.ts';
import { afterPilot, withCostCheck } from '../../../../lib/core/budget/after-pilot.ts';
import { assertAffordable } from '../../../../lib/core/budget/least-cost.ts';
import { addFailure } from '../../../../lib/core/digest/digest.ts';
import { gridWork } from '../../../../lib/core/search/grid.ts';
import { arm, cold, digestOf, lostDigest, planOf, price, x86 } from '../analysis/runs.ts';

const CANDIDATES = [x86(128), x86(1024), arm(1024)];
const PILOT = digestOf(x86(1024), [cold(99.5, 5)]);
/** By hand, see estimate.test.ts: 50 invocations of each, 26 state transitions, the pilot. */
const COST =
  40.04 * 0.125 * 0.0000166667 +
  5.005 * 0.0000166667 +
  5.005 * 0.0000133334 +
  150 * 0.0000002 +
  26 * 0.000025 +
  (0.105 * 0.0000166667 + 0.0000002);

function planned(maxCost: number, more: Partial<Plan> = {}): Plan {
  return planOf(CANDIDATES, { baseline: x86(1024), num: 50, maxCost, ...more });
}

function event(plan: Plan, pilot: Digest | LostDigest): AnalyzerEvent {
  return {
    plan,
    payload: { kind: 'inline', value: { a: 1 } },
    round: { number: 1, work: [{ ...x86(1024), samples: 1, pilot: true }] },
    digests: [],
    measured: [pilot],
  };
}

/** The round that comes after it. */
function goesOn(plan: Plan, pilot: Digest | LostDigest): Extract<AnalyzerResult, { next: 'round' }> {
  const answer = afterPilot(event(plan, pilot));
  if (answer.next !== 'round') throw new Error('it decided');
  return answer;
}

function messageOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof CostLimitExceeded) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('afterPilot', () => {
  it('goes on with the grid where that fits into the limit, and carries the pilot along', () => {
    const next = goesOn(planned(1), PILOT);
    expect(next.round.number).toBe(2);
    expect(next.round.work.map(({ maxCost: _, ...work }) => work)).toEqual([
      { ...x86(128), samples: 50 },
      { ...x86(1024), samples: 50, earlier: { killed: 0, calls: 1 } },
      { ...arm(1024), samples: 50 },
    ]);
    expect(next.digests).toEqual([PILOT]);
    expect(next.payload).toEqual({ kind: 'inline', value: { a: 1 } });
    expect(next.plan.estimatedCost).toBeCloseTo(COST, 15);
    expect(next.plan.pilot).toEqual({ ...x86(1024), handlerMs: [100], initMs: 5 });
  });

  it('goes on at the limit itself, and each candidate then has what it is estimated to need', () => {
    const { estimatedCost = 0 } = goesOn(planned(1), PILOT).plan;
    const [small] = goesOn(planned(estimatedCost), PILOT).round.work;
    expect(small?.maxCost).toBeCloseTo(40.04 * 0.125 * 0.0000166667 + 50 * 0.0000002 + 3 * 0.000025, 15);
  });

  it('shares out all that is left, in proportion to the estimates', () => {
    const shares = goesOn(planned(1), PILOT).round.work.map(({ maxCost = 0 }) => maxCost);
    // 6 of the run, 4 of each of two rounds, 3 of the pilot's branch.
    const left = 1 - 17 * 0.000025 - price(x86(1024), 105);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(left, 12);
    const [small = 0, same = 0] = shares;
    const [smallCost, sameCost] = [
      40.04 * 0.125 * 0.0000166667 + 50 * 0.0000002 + 3 * 0.000025,
      5.005 * 0.0000166667 + 50 * 0.0000002 + 3 * 0.000025,
    ];
    expect(small / same).toBeCloseTo(smallCost / sameCost, 12);
  });

  it('gives everything to each where nothing costs anything', () => {
    const { stateTransition: _, ...prices } = planned(1).prices;
    const free = { gbSecond: 0, request: 0 };
    const { round } = goesOn(planned(1, { prices: { ...prices, x86_64: free, arm64: free } }), PILOT);
    expect(round.work.map(({ maxCost }) => maxCost)).toEqual([1, 1, 1]);
  });

  it('says which environments the pilot left killed: their next invocation hides an init', () => {
    const killed = {
      ...addFailure(digestOf(x86(1024), []), 'timeout', 'task timed out'),
      status: 'failed' as const,
      invocations: 1,
      billedMs: 3000,
      killed: 1,
    };
    const next = goesOn(planned(1), killed);
    expect(next.round.work[1]?.earlier).toEqual({ killed: 1, calls: 1 });
    expect(next.plan.pilot?.handlerMs).toEqual([3000]);
  });

  it('refuses over the limit, with the arithmetic, what was spent, and the remedies', () => {
    expect(messageOf(() => afterPilot(event(planned(0.0009), PILOT)))).toBe(
      [
        'the run would cost 0.000915517 USD at most; maxCostUsd allows 0.0009 USD. Spent already: 0.00000195 USD for the pilot and 0.000225 USD for 9 state transitions. Raise maxCostUsd, lower num, or measure fewer candidates (powerValues, architectures). At most:',
        '- 0.00000195 USD: the pilot with 1024 MB on x86_64, which was billed 105 ms (5 ms for an init); more memory makes it no slower, less memory in proportion at most',
        '- 0.0000934168 USD: 128 MB on x86_64, 50 invocations, 1 of them with an init, billed 40040 ms together',
        '- 0.0000934168 USD: 1024 MB on x86_64, 50 invocations, 1 of them with an init, billed 5005 ms together',
        '- 0.0000767337 USD: 1024 MB on arm64, 50 invocations, 1 of them with an init, billed 5005 ms together',
        '- 0.00065 USD: 26 state transitions',
        '- by these prices: 0.0000166667 USD a GB-second and 0.0000002 USD a request on x86_64; 0.0000133334 USD a GB-second and 0.0000002 USD a request on arm64',
      ].join('\n'),
    );
  });

  it('says honestly that a pilot alone has cost more than the limit', () => {
    const slow = digestOf(x86(1024), [cold(900_000, 100)]);
    expect(messageOf(() => afterPilot(event(planned(0.001), slow)))).toMatch(
      /^the pilot alone has cost 0\.0150019 USD; the run would cost [\d.]+ USD at most; maxCostUsd allows 0\.001 USD\. Spent already: 0\.0150019 USD/,
    );
  });

  it('says how a pilot failed by which the run is estimated', () => {
    const failed = {
      ...addFailure(digestOf(x86(1024), []), 'timeout', 'a secret'),
      invocations: 1,
      billedMs: 3000,
    };
    const message = messageOf(() => afterPilot(event(planned(0.001), failed)));
    expect(message).toContain('which was billed 3000 ms (0 ms for an init) and ended with timeout;');
    expect(message).not.toContain('secret');
  });

  it('takes a lost Executor for the whole timeout, and says so', () => {
    const message = messageOf(() => afterPilot(event(planned(0.001), lostDigest(x86(1024)))));
    expect(message).toContain('Spent already: at most 0.0000502001 USD for the pilot and 0.0002 USD for 8');
    expect(message).toContain('whose Executor was lost (States.Timeout)');
    expect(message).not.toContain('secret');
  });

  it('carries no Cause of a lost Executor along: it may be as long as it likes', () => {
    const { digests } = goesOn(planned(1), lostDigest(x86(1024)));
    expect(digests).toEqual([{ ...lostDigest(x86(1024)), lost: { Error: 'States.Timeout', Cause: '' } }]);
  });

  it('lists ten of many candidates, the dearest first', () => {
    const many = Array.from({ length: 14 }, (_, index) => x86(1024 + index));
    const plan = planOf(many, { num: 50, maxCost: 0.0001 });
    const message = messageOf(() => afterPilot(event(plan, PILOT)));
    expect(message).toMatch(
      /init\); .*\n- [\d.]+ USD: 1037 MB.*\n(- .*\n){8}- [\d.]+ USD: 1028 MB.*\n- [\d.]+ USD: 4 more candidates\n/s,
    );
  });

  it.each([
    ['can not be measured here', { status: 'not-measurable', reason: 'no curve', invocations: 0 }],
    ['can not be invoked', { status: 'failed', reason: 'no curve', invocations: 0 }],
    ['gave numbers that mean nothing', { status: 'not-measurable', reason: 'no curve', invocations: 1 }],
  ] as const)('fails when the pilot %s, with its reason', (_, changes) => {
    const attempt = () => afterPilot(event(planned(1), { ...digestOf(x86(1024), []), ...changes }));
    expect(attempt).toThrow(NoCandidateMeasured);
    expect(attempt).toThrow(/x86_64-1024: no curve\. For maxCostUsd .*baseline: false/);
  });
});

describe('withCostCheck', () => {
  // By hand: the Executors run as long as their candidates are measured, 3 s more each, with 512 MB; 5 s of 1,024 MB.
  const own = /, beside about 0\.\d+ USD for the tuner's own functions/;

  it.each([
    { maxCost: 1, verdict: 'it would be begun' },
    { maxCost: 0.0009, verdict: 'it would be refused' },
  ])('says what a run would cost: with $maxCost USD $verdict', ({ maxCost, verdict }) => {
    const { checks, estimatedCost } = withCostCheck(planned(maxCost), [PILOT]);
    const [{ name, message } = { name: '', message: '' }] = checks;
    expect(name).toBe('cost');
    expect(message).toMatch(own);
    expect(message.replace(own, '')).toBe(
      `a run would cost 0.000915517 USD at most; maxCostUsd allows ${maxCost} USD: ${verdict}. Not in it: retries; logs and S3`,
    );
    expect(estimatedCost).toBeCloseTo(COST, 15);
  });

  /** What a dry run without a limit says of one invocation. */
  function unlimited(more: Partial<Plan> = {}, invoked = PILOT): Plan {
    const { maxCost: _, ...plan } = planned(1, { dryRun: true, ...more });
    return withCostCheck(plan, [invoked]);
  }

  it('says it without a limit too: of a run that has no pilot', () => {
    const { checks, estimatedCost } = unlimited();
    // Neither the pilot nor 4 transitions of its round and 3 of its branch.
    expect(estimatedCost).toBeCloseTo(COST - price(x86(1024), 105) - 7 * 0.000025, 15);
    expect(checks.at(-1)?.message.replace(own, '')).toBe(
      'a run would cost 0.000738567 USD at most. Not in it: retries; logs and S3',
    );
  });

  it('takes the one payload that was sent for all of them, and says so', () => {
    const first = unlimited({ payloadWeights: [1, 4] });
    const second = unlimited({ payloadWeights: [1, 4] }, digestOf(x86(1024), [cold(99.5, 5, 1)]));
    for (const { checks, estimatedCost } of [first, second]) {
      // One more of the dearest payload, for the environment that it met first may have been cold.
      expect(estimatedCost).toBeCloseTo(
        (unlimited().estimatedCost ?? 0) +
          0.8 * 0.125 * 0.0000166667 +
          0.1 * (0.0000166667 + 0.0000133334) +
          3 * 0.0000002,
        15,
      );
      expect(checks.at(-1)?.message).toContain(
        'Each of the 2 payloads is taken to be billed as long as the one that was invoked',
      );
    }
    expect(
      withCostCheck(planned(1, { payloadWeights: [1, 4] }), [PILOT]).checks.at(-1)?.message,
    ).not.toContain('payloads');
  });

  it('names what is not in it', () => {
    const { stateTransition: _, ...prices } = planned(1).prices;
    const { checks } = unlimited({
      prices: { ...prices, snapStart: { cacheGbSecond: 1e-6, restorePerGb: 1e-4, cacheMinimumHours: 3 } },
      preProcessorARN: 'arn:aws:lambda:us-east-1:123456789012:function:before',
    });
    expect(checks.at(-1)?.message).toMatch(
      /Not in it: retries; logs and S3; the pre-processor; state transitions, whose price is not known in the stack's region; SnapStart's cache of the probes' versions$/,
    );
  });

  it('counts the cold starts of the run, which the dry run itself has none of', () => {
    const plan = { ...planned(1), dryRun: true };
    const cold = { ...plan, coldStarts: { count: 20, atOnce: 10 } };
    expect(withCostCheck(cold, [PILOT]).estimatedCost).toBeGreaterThan(
      withCostCheck(plan, [PILOT]).estimatedCost ?? 0,
    );
  });
});

describe('assertAffordable', () => {
  // 6 of the run, 4 of each of two rounds, 3 of each of four branches; 150 requests.
  const least = 26 * 0.000025 + 150 * 0.0000002;

  it('refuses at once what requests and state transitions alone are too dear for', () => {
    const plan = planned(least * 0.999);
    const attempt = () => assertAffordable(plan, gridWork(plan));
    expect(attempt).toThrow(CostLimitExceeded);
    expect(attempt).toThrow(
      /alone cost 0\.00068 USD; maxCostUsd allows 0\.00067932 USD\. Nothing was created/,
    );
  });

  it('leaves the rest to the pilot', () => {
    for (const plan of [planned(least), planOf(CANDIDATES)]) assertAffordable(plan, gridWork(plan));
    expect(least).toBeLessThan(COST);
  });
});
