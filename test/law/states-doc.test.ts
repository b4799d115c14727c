import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { permits } from '#modules/complaints/permits.ts';
import { permits as consultationPermits } from '#modules/intake/consultations/permits.ts';
import { textsFor } from '#platform/texts.ts';
import { phases, walkComplaints } from '../../tools/complaint-walk.ts';
import { consultationDocument, walkConsultations } from '../../tools/consultation-states.ts';
import { incidentKind, reportKind, walkEvents } from '../../tools/event-states.ts';
import { main, statesDocument } from '../../tools/states-doc.ts';

const said: string[] = [];
const call = (...argv: string[]): Promise<number> => main(argv, (text) => said.push(text));
const walk = walkComplaints();

test('docs/states is fresh', async () => assert.equal(await call('--check'), 0, said.join('\n')));

test('every state can be reached by lawful acts, and every one that ends a case can be archived', () => {
  assert.deepEqual(walk.reached, phases);
  assert.deepEqual(walk.archivedFrom, phases.slice(phases.indexOf('agreed')));
});

test('every state but an ended one can be left, and every act stands in the table of who may do it', () => {
  const left = new Set(walk.transitions.filter(({ act }) => act !== 'annul').map(({ from }) => from));
  assert.deepEqual(
    phases.filter((phase) => !left.has(phase)),
    walk.archivedFrom,
  );
  for (const { act } of walk.transitions) assert.ok(permits.some((permit) => permit.act === act));
});

test('a report is verified and may be prolonged once or goes to another body, and goes at the end of its term; an event ends closed, whatever came before', () => {
  const prolonged = walkEvents(reportKind).filter(({ from, to }) => from !== to);
  assert.deepEqual(
    prolonged.map(({ from, event, to }) => [from, event, to]),
    [
      [null, 'ReportFiled', 'verifying'],
      ['verifying', 'VerificationProlonged', 'verifying_prolonged'],
      ['verifying_prolonged', 'ReportTransferred', 'transferred'],
      ['transferred', 'ReportRetired', 'retired'],
      ['verifying_prolonged', 'ReportRetired', 'retired'],
      ['verifying', 'ReportTransferred', 'transferred'],
      ['verifying', 'ReportRetired', 'retired'],
      [null, 'ClueFound', 'verifying'],
    ],
  );
  const open = [...new Set(walkEvents(incidentKind).map(({ to }) => to))].filter((state) => state !== 'closed');
  assert.ok(open.length >= 4);
  for (const from of open)
    assert.ok(
      walkEvents(incidentKind).some((step) => step.from === from && step.to === 'closed'),
      from,
    );
});

test('a question can be answered, corrected, transferred and closed, and then nothing more', () => {
  const steps = walkConsultations().map(({ from, act, to }) => `${from} ${act} ${to}`);
  assert.deepEqual(steps.sort(), [
    'answered answer answered',
    'answered choose-print answered',
    'answered close closed',
    'answered correct-receipt answered',
    'answered send-again answered',
    'answered tell answered',
    'asked answer answered',
    'asked choose-print asked',
    'asked correct-receipt asked',
    'asked transfer transferred',
    'transferred choose-print transferred',
    'transferred close closed',
    'transferred correct-receipt transferred',
    'transferred send-again transferred',
    'transferred tell transferred',
  ]);
});

describe('the check sees what it must see', () => {
  let folder: string;
  let out: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'states-doc-'));
    out = join(folder, 'complaints.md');
    assert.equal(await call('--out', folder), 0);
  });
  after(() => rmSync(folder, { recursive: true }));

  test('an act that leads elsewhere, or that other people may do, makes another document', () => {
    const fresh = readFileSync(out, 'utf8');
    assert.equal(statesDocument(walk), fresh);
    const [first, ...rest] = walk.transitions;
    assert.ok(first !== undefined);
    assert.notEqual(statesDocument({ ...walk, transitions: rest }), fresh);
    assert.notEqual(
      statesDocument(
        walk,
        permits.map((permit) => ({ ...permit, who: [['complainant']] })),
      ),
      fresh,
    );
  });

  test('so does a question that may be closed unanswered', () => {
    const t = textsFor('zh-CN');
    const lax = consultationPermits.map((permit) => ({ ...permit, phases: ['asked', ...permit.phases] as const }));
    assert.equal(consultationDocument(t), readFileSync(join(folder, 'intake.md'), 'utf8'));
    assert.notEqual(consultationDocument(t, lax), consultationDocument(t));
  });

  test('a file edited by hand is stale, and so is a missing one', async () => {
    writeFileSync(out, readFileSync(out, 'utf8').replace('accept', 'refuse'));
    assert.equal(await call('--check', '--out', folder), 1);
    assert.match(said.at(-1) ?? '', /docs\/states\/complaints\.md is stale: run npm run docs/);
    rmSync(out);
    assert.equal(await call('--check', '--out', folder), 1);
  });
});
