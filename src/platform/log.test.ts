import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog, forPeople, lineByLine } from './log.ts';

const logged = (write: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  write(createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } }));
  return lines.join('');
};

test('what a person is called, wrote or proves to be is not logged, at any depth', () => {
  const line = logged((log) =>
    log.child({ phone: '13800138000', tenant: 'yunqi' }).info(
      {
        request: { headers: { cookie: 'sid=abc', host: 'x' }, url: '/search?name=李某' },
        parties: [{ name: '李某', id_number: '11010119900307123X', role: 'consumer' }],
        deep: { deep: { deep: { password: 'abc', stream: 's1' } } },
      },
      'filed',
    ),
  );
  for (const secret of ['李某', '11010119900307123X', 'sid=abc', '13800138000', '"abc"'])
    assert.equal(line.includes(secret), false, secret);
  for (const fact of ['yunqi', 'consumer', 'filed', '/search?…', 's1', '"host":"x"'])
    assert.ok(line.includes(fact), fact);
});

test('numbers in words are caught by their shape; ids and times stay', () => {
  const id = '01890000-0000-7000-8000-013800138000';
  const line = logged((log) =>
    log.warn({ stream: id, bytes: 13_800 }, 'call 13800138000 of 11010119900307123X, took 1763700000000'),
  );
  assert.doesNotMatch(line, /call 138|11010119900307123X/u);
  assert.ok(line.includes(id) && line.includes('1763700000000') && line.includes('13800'));
});

test('an error is told by type, code and frames; the values PostgreSQL quotes are not', () => {
  const error = Object.assign(new Error('invalid input syntax for type integer: "李某"'), {
    code: '22P02',
    detail: 'Key (phone)=(13800138000)',
    constraint: 'x_pk',
  });
  const line = logged((log) => log.error({ err: new Error('outer', { cause: error }) }, 'failed'));
  const parsed = JSON.parse(line) as {
    err: { stack: string[]; cause: { code: string; constraint: string } };
    time: string;
  };
  assert.equal(line.includes('李某') || line.includes('13800138000'), false);
  assert.deepEqual([parsed.err.cause.code, parsed.err.cause.constraint], ['22P02', 'x_pk']);
  assert.match(parsed.err.stack[0] ?? '', /log\.test\.ts/u);
  assert.match(parsed.time, /^\d{4}-\d\d-\d\dT/u);
});

test('a terminal gets words', () => {
  let text = '';
  const log = createLog({ destination: forPeople({ write: (piece: string) => (text += piece) }) });
  log.warn({ task: 'sweep', err: new TypeError('no') }, 'late');
  assert.match(text, /^\d\d:\d\d:\d\d .*warn.* late task=sweep\n {2}TypeError: no\n {4}at /u);
});

test('a list longer than a line is named whole in several', () => {
  const moved = Array.from({ length: 101 }, (_, i) => `C-${i}`);
  const text = logged((log) => {
    for (const some of lineByLine(moved)) log.warn({ moved: some }, 'lay elsewhere');
  });
  const lines = text.trimEnd().split('\n');
  assert.equal(lines.length, 3);
  assert.deepEqual(
    lines.flatMap((line) => (JSON.parse(line) as { moved: string[] }).moved),
    moved,
  );
  assert.deepEqual(lineByLine([]), []);
});
