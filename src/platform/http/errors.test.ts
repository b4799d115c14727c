import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { refuse } from '#kernel/refusal.ts';
import { createLog } from '../log.ts';
import { answerErrors, Refused } from './errors.ts';

type Line = { level: string; reqId: string; msg: string; refusal?: string; err?: { code: string; message: string } };

const lines: Line[] = [];
const logger: FastifyBaseLogger = createLog({
  destination: { write: (line) => lines.push(JSON.parse(line) as Line) },
});
const app = fastify({
  loggerInstance: logger,
  logController: new LogController({ disableRequestLogging: true }),
});
app.decorate('problemPage', undefined);
app.decorateRequest('language', 'en');
answerErrors(app);
const fails = (path: string, error: Error): void => void app.get(path, () => Promise.reject(error));
const database = (message: string, code: string): Error =>
  Object.assign(new Error(message), { code, routine: 'aclcheck_error' });
fails('/right/a', database('permission denied for table a', '42501'));
fails('/right/b', database('permission denied for table b', '42501'));
fails('/deadlock', database('deadlock detected', '40P01'));
fails('/full-house', database('sorry, too many clients already', '53300'));
fails('/refused', new Refused(refuse('complaint-not-found', { status: 404 })));
fails('/too-often', new Refused(refuse('too-many-requests', { status: 429, params: { seconds: 3 } })));
fails('/bug', new Error('a bug'));

/** The reference a person is shown, and what the log says under it. */
const asked = async (url: string): Promise<Line[]> => {
  lines.length = 0;
  const { requestId } = (await app.inject(url)).json<{ requestId: string }>();
  return lines.filter(({ reqId }) => reqId === requestId);
};
const inFull = (told: readonly Line[]) => told.filter(({ err }) => err !== undefined);

test('a right that is missing is an error with code and message, and one table does not hide another', async () => {
  for (const table of ['a', 'b']) {
    const [first] = inFull(await asked(`/right/${table}`));
    assert.deepEqual([first?.level, first?.err?.code], ['error', '42501']);
    assert.equal(first?.err?.message, `permission denied for table ${table}`);
  }
  assert.equal(inFull(await asked('/right/a')).length, 0, 'within the minute');
});

test('a deadlock does not hide that no connection is left', async () => {
  assert.equal(inFull(await asked('/deadlock'))[0]?.err?.code, '40P01');
  assert.equal(inFull(await asked('/full-house'))[0]?.err?.code, '53300');
});

test('every reference a person is shown stands in the log, also where the trouble was told before', async () => {
  for (const [url, refusal] of [
    ['/right/a', 'database-right-lost'],
    ['/right/a', 'database-right-lost'],
    ['/deadlock', 'busy'],
    ['/deadlock', 'busy'],
    ['/refused', 'complaint-not-found'],
    ['/nowhere', 'route-not-found'],
    ['/bug', 'unexpected'],
  ] as const) {
    const told = (await asked(url)).filter((line) => line.refusal === refusal);
    assert.deepEqual([told.length, told[0]?.level], [1, 'warn'], url);
  }
});

test('whoever asks too often fills no log', async () => {
  await app.inject('/too-often');
  lines.length = 0;
  await app.inject('/too-often');
  assert.deepEqual(lines, []);
});
