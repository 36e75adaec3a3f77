import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../lib/contract/index.ts';
import { sentence } from '../../../lib/report/sentence.ts';
import { decisionWith, planWith } from '../../support/plan.ts';

const base = decisionWith();

describe('sentence', () => {
  it('says the answer, its price and speed, and what it saves', () => {
    expect(sentence(planWith(), base)).toBe(
      '128 MB on x86_64 is the cheapest: $0.500 per million invocations, 12.3 ms each; against the current 1024 MB on x86_64 it is 42% cheaper and 7% slower.',
    );
  });

  it('says so when the function has the best configuration already', () => {
    const plan = planWith({ baseline: { architecture: 'x86_64', memoryMB: 128 } });
    expect(sentence(plan, base)).toMatch(/12\.3 ms each; it is what the function has now\.$/);
  });

  it('names what it cannot be told apart from, three at most', () => {
    const ties = [256, 512, 1024, 2048].map((memoryMB) => ({ architecture: 'x86_64' as const, memoryMB }));
    const decision = decisionWith({ recommendation: { ...base.recommendation, ties } });
    expect(sentence(planWith(), decision)).toContain(
      "it can't be told apart from 256 MB on x86_64, 512 MB on x86_64, 1024 MB on x86_64 and 1 more",
    );
  });

  const sure = (more: Partial<Decision['recommendation']>) =>
    sentence(planWith(), decisionWith({ recommendation: { ...base.recommendation, ...more } }));

  it('says how sure it is, and what the next best would cost and save', () => {
    const nextBest = {
      memoryMB: 1536,
      architecture: 'arm64' as const,
      costPercent: -2.1,
      durationPercent: 31.4,
    };
    expect(sure({ confidence: 0.97, nextBest })).toContain(
      '12.3 ms each; 97% sure; the next best is 1536 MB on arm64, 2% dearer and 31% faster; against the current',
    );
    expect(sure({ nextBest })).toContain('12.3 ms each; the next best is 1536 MB on arm64');
  });

  it('is never quite certain', () => {
    expect(sure({ confidence: 1 })).toContain('; more than 99% sure;');
    expect(sure({ confidence: 0.994 })).toContain('; 99% sure;');
    expect(sure({ confidence: 0.001 })).toContain('; less than 1% sure;');
  });

  it('says how sure it is of one among ties, and leaves out the next best, which is one of them', () => {
    const ties = [{ architecture: 'x86_64' as const, memoryMB: 256 }];
    const nextBest = { memoryMB: 256, architecture: 'x86_64' as const, costPercent: 1, durationPercent: 1 };
    expect(sure({ confidence: 0.62, ties, nextBest })).toContain(
      "it can't be told apart from 256 MB on x86_64 (62% sure); against",
    );
  });

  it('says dearer and slower where that is the truth', () => {
    const saving = { costPercent: -12, durationPercent: -0.2 };
    const decision = decisionWith({ recommendation: { ...base.recommendation, saving } });
    expect(sentence(planWith(), decision)).toContain('it is 12% dearer and <1% slower');
  });

  it('says that measurements are replayed', () => {
    expect(sentence(planWith(), decisionWith({ measuredBy: 'replayed' }))).toMatch(
      /\(replayed measurements\)\.$/,
    );
  });

  it('leaves the comparison out where the current configuration was not measured', () => {
    const { saving: _, ...recommendation } = base.recommendation;
    const { baseline: __, ...plan } = planWith();
    expect(sentence(plan, decisionWith({ recommendation }))).toMatch(/12\.3 ms each\.$/);
  });

  it('counts in yuan where the prices are', () => {
    const plan = planWith({ prices: { ...planWith().prices, currency: 'CNY' } });
    expect(sentence(plan, base)).toContain('CN¥0.500 per million');
  });
});
