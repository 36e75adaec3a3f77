import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../lib/emulator/api-error.ts';
import { createCallLog } from '../../../lib/emulator/call-log.ts';
import { createFaultTable } from '../../../lib/emulator/faults/fault-table.ts';
import { mountTargets, type Target } from '../../../lib/emulator/targets.ts';

function serve(target: Target) {
  const app = new Hono();
  const log = createCallLog(undefined);
  const passage = { log, faults: createFaultTable([]), stopping: new AbortController().signal };
  mountTargets(app, { AWSStepFunctions: target }, passage);
  const post = async (named: string, body: string) => {
    const response = await app.request('/', { method: 'POST', headers: { 'x-amz-target': named }, body });
    return { status: response.status, body: await response.json() };
  };
  return { post, log };
}

describe('mountTargets', () => {
  it('hands the action and its body to the service, and its answer back', async () => {
    const { post, log } = serve(async (action, body) => ({ action, body }));
    expect(await post('AWSStepFunctions.StartExecution', '{"name": "one"}')).toEqual({
      status: 200,
      body: { action: 'StartExecution', body: { name: 'one' } },
    });
    expect(log.calls()).toEqual([{ service: 'states', action: 'StartExecution', status: 200 }]);
  });

  it("answers with the service's error, in AWS's JSON protocol", async () => {
    const { post, log } = serve(async () => {
      throw new ApiError('ExecutionDoesNotExist', 'there is none', 400, { resource: 'x' });
    });
    expect(await post('AWSStepFunctions.DescribeExecution', '{}')).toEqual({
      status: 400,
      body: { __type: 'ExecutionDoesNotExist', message: 'there is none', resource: 'x' },
    });
    expect(log.calls()).toEqual([{ service: 'states', action: 'DescribeExecution', status: 400 }]);
  });

  it('refuses a service that is not there', async () => {
    const { post } = serve(async () => ({}));
    expect(await post('DynamoDB_20120810.GetItem', '{}')).toMatchObject({
      status: 501,
      body: { __type: 'NotModelled', message: expect.stringContaining('AWSStepFunctions') },
    });
    expect(await post('constructor.call', '{}')).toMatchObject({ status: 501 });
  });
});
