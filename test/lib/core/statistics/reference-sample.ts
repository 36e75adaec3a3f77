/** The samples of scripts/reference/statistics.py, which made the expected values of these tests. */
export const DURATIONS: readonly number[] = [12.3, 9.87, 10.02, 55.1, 10.4, 9.99, 11.75, 10.01, 10.2, 14.6];
export const OTHER: readonly number[] = [8.8, 9.1, 8.95, 12.4, 9.02, 9.3];
