import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const desk = fileURLToPath(new URL('../../src/desk/', import.meta.url));
/** Sends at the press of a button what is on the page: no form was opened before. */
const atOnce = new Set(['features/incidents/incident-page.tsx']);

/** A form sends the version it was opened on; the one of the moment would take away a colleague’s work unseen. */
const ofTheMoment = (text: string): boolean =>
  /(?:onAsked|send)=\{.*\b\w+\.version\b|\bversion: (?:view|file)\.version\b/.test(text);

test('no form of the desk sends the version of the moment', () => {
  const files = readdirSync(desk, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
  assert.ok(files.length > 100);
  const breaking = files.filter((file) => !atOnce.has(file) && ofTheMoment(readFileSync(join(desk, file), 'utf8')));
  assert.deepEqual(breaking, []);
});

test('the guard sees what it guards against', () => {
  assert.ok(ofTheMoment('onAsked={(body) => doing.mutate({ name: act, body, version: view.version })}'));
  assert.ok(ofTheMoment('{ version: view.version, idempotencyKey }'));
  assert.ok(!ofTheMoment('onAsked={(body, version) => doing.mutate({ name: act, body, version })}'));
});
