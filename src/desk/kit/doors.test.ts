import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { doorAt, doors, mayOpen, whoOpens } from './doors.ts';

const names = Object.keys(doors) as (keyof typeof doors)[];
const openedBy = (role: string, desks: readonly string[] = ['complaints']) =>
  names.filter((name) => mayOpen(name, { roles: [role], desks: [...desks] }));

test('each role opens what its navigation shows, and nothing else by address', () => {
  const everybody = ['rules', 'calendar', 'own'];
  assert.deepEqual(openedBy('auditor'), [...everybody, 'units', 'people', 'audit']);
  assert.deepEqual(openedBy('security-administrator'), [...everybody, 'units', 'people']);
  const keeper = ['units', 'people', 'organisations', 'operators', 'codes', 'localForms'];
  assert.deepEqual(openedBy('system-administrator'), [...everybody, ...keeper]);
  const cases = ['cases', 'questions', 'rivals', 'incidents', 'team', 'owed', 'outcomes'];
  assert.deepEqual(openedBy('leader'), [...cases, ...everybody]);
  assert.deepEqual(openedBy('association-mediator'), [...cases, ...everybody]);
  assert.deepEqual(openedBy('mediator'), [...cases, ...everybody, 'operators']);
  assert.ok(openedBy('handler').includes('entry') && !openedBy('handler').includes('reports'));
  assert.ok(openedBy('handler', ['complaints', 'reports']).includes('reports'));
  assert.ok(!openedBy('auditor', ['reports']).includes('reports'));
});

test('a case stands behind the door of its list, and who may open is named', () => {
  assert.equal(doorAt('/cases/YUNQI-261109-7BM48E-3'), 'cases');
  assert.equal(doorAt('/law/calendar'), 'calendar');
  assert.equal(doorAt('/law'), 'rules');
  assert.equal(doorAt('/newer'), undefined);
  assert.deepEqual(whoOpens('audit').roles, ['auditor']);
  assert.equal(whoOpens('reports').desk, 'reports');
});

test('no page of the router is without a door', () => {
  const paths = ['../app/router.tsx', '../features/administration/pages.tsx'].flatMap((file) =>
    [...readFileSync(new URL(file, import.meta.url), 'utf8').matchAll(/path: '([a-z][^']*)'/gu)].map(
      ([, path]) => path,
    ),
  );
  assert.ok(paths.length >= names.length);
  for (const path of paths) assert.ok(doorAt(`/${path}`), path);
});
