import { describe, expect, it } from 'vitest';
import {
  phaseAt,
  revisionIdAt,
  scaledDelays,
  startSettling,
  stateAt,
} from '../../../../lib/emulator/lambda/lifecycle.ts';

const delays = scaledDelays(1);

describe('startSettling', () => {
  it('shows a creation as Pending until it is over', () => {
    const settling = startSettling('create', 10_000, delays);
    expect(stateAt(settling, 11_999)).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating' });
    expect(stateAt(settling, 12_000)).toEqual({ State: 'Active', LastUpdateStatus: 'Successful' });
  });

  it('shows an update as InProgress until it is over', () => {
    const settling = startSettling('update', 10_000, delays);
    expect(stateAt(settling, 10_999)).toMatchObject({ State: 'Active', LastUpdateStatus: 'InProgress' });
    expect(stateAt(settling, 11_000)).toEqual({ State: 'Active', LastUpdateStatus: 'Successful' });
  });

  it('changes the revision once more when the update is over', () => {
    const settling = startSettling('update', 10_000, delays);
    expect(revisionIdAt(settling, 11_000)).not.toBe(revisionIdAt(settling, 10_000));
    expect(revisionIdAt(settling, 99_000)).toBe(revisionIdAt(settling, 11_000));
  });

  it('takes longer for a version with SnapStart, which is Pending too', () => {
    const settling = startSettling('snapshot', 10_000, delays);
    expect(stateAt(settling, 129_999)).toMatchObject({ State: 'Pending' });
    expect(phaseAt(settling, 130_000)).toBe('settled');
  });

  it("takes a part of AWS's time where a factor says so", () => {
    const settling = startSettling('create', 10_000, scaledDelays(0.1));
    expect([phaseAt(settling, 10_199), phaseAt(settling, 10_200)]).toEqual(['pending', 'settled']);
  });

  it('is over at once without delays', () => {
    const settling = startSettling('create', 10_000, scaledDelays(0));
    expect(stateAt(settling, 10_000)).toEqual({ State: 'Active', LastUpdateStatus: 'Successful' });
  });
});
