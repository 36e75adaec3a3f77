/**
 * Factor on the time that clients wait for an answer and between attempts, that AWS takes for creations and
 * updates, and that faults last: a minute without an answer is 3 s.
 */
export const TIME_SCALE = 0.05;
