import { invalidParameter } from './errors.ts';

/** Runtimes that functions can be made with (November 2026). */
export const RUNTIMES: readonly string[] = [
  'nodejs22.x',
  'nodejs24.x',
  'python3.12',
  'python3.13',
  'python3.14',
  'java17',
  'java21',
  'java25',
  'dotnet8',
  'dotnet10',
  'ruby3.3',
  'ruby3.4',
  'provided.al2023',
];

const DEPRECATED =
  /^(nodejs|nodejs4\.3|nodejs4\.3-edge|nodejs(6\.10|8\.10|10\.x|12\.x|14\.x|16\.x|18\.x|20\.x)|python(2\.7|3\.6|3\.7|3\.8|3\.9|3\.10|3\.11)|java8|java8\.al2|java11|dotnetcore(1\.0|2\.0|2\.1|3\.1)|dotnet(6|7)|ruby(2\.5|2\.7|3\.2)|go1\.x|provided|provided\.al2)$/;

/** @throws ApiError for a runtime that Lambda no longer takes, or never did */
export function checkRuntime(runtime: string): void {
  if (RUNTIMES.includes(runtime)) return;
  if (DEPRECATED.test(runtime)) {
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  throw invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES.join(', ')}] or be a valid ARN`,
  );
}
