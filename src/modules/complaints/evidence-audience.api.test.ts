import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { accountsBeside } from '#modules/intake/accounts-beside.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { now } from '#platform/clock.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { acceptedCase, doAct, fileCase, tryAct } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { refoldFaults } from '#test/refold.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf } from '#test/world.ts';
import { respondentActor } from './answer-code.ts';
import type { CaseView } from './case-contract.ts';
import type { FilePurpose } from './complaint.ts';
import { scopeOf } from './handle.ts';
import { registrationOf } from './keep-registration.ts';
import { findPaper, openPaper } from './paper-files.ts';
import { caseView } from './views/case-view.ts';

const identity = { idKind: 'resident-id', idNumber: '990102199001010023' };

describe('papers about a person', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const inTray = async (who: CastName, name: string): Promise<string> => {
    const content = (async function* () {
      yield Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n%${name}`);
    })();
    const { files } = whole.world.context;
    const taken = await takeUpload(files, { ...trayOf(actorOf(who)), purpose: 'evidence', name, content });
    assert.ok(!isRefusal(taken), JSON.stringify(taken));
    return taken.file;
  };
  const handIn = async (who: CastName, number: string, name: string, purpose?: FilePurpose): Promise<string> => {
    const file = await inTray(who, name);
    const more = purpose === undefined ? {} : { purpose };
    await doAct(whole.world, who, number, 'add-evidence', { items: [file], ...more });
    return file;
  };
  const get = async (who: CastName, path: string) =>
    whole.app.inject({ url: `/api/v1/complaints/${path}`, headers: await whole.as(who) });
  const seenBy = async (who: CastName, number: string) =>
    (await get(who, number)).json<CaseView>().evidence.map(({ file, name }) => ({ file, name }));

  test('an identity card sent in answer to form 4 is opened by the bureau, and is not there for the operator', async () => {
    const number = await fileCase(whole.world);
    await doAct(whole.world, 'handler', number, 'request-proof', {
      kind: 'identity',
      dueOn: dayOf(now()),
      what: '身份证正反面',
    });
    const card = await inTray('consumer', '身份证.pdf');
    await doAct(whole.world, 'consumer', number, 'supply', { items: [card] });
    await doAct(whole.world, 'handler', number, 'accept', {});
    const back = await handIn('consumer', number, '身份证背面.pdf', 'identity');
    const receipt = await handIn('consumer', number, '收据.pdf');
    await doAct(whole.world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });

    const all = [
      { file: card, name: '身份证.pdf' },
      { file: back, name: '身份证背面.pdf' },
      { file: receipt, name: '收据.pdf' },
    ];
    assert.deepEqual(await seenBy('consumer', number), all);
    assert.deepEqual(await seenBy('handler', number), all);
    assert.deepEqual(await seenBy('operator', number), [{ file: receipt, name: null }]);
    for (const file of [card, back]) {
      assert.equal((await get('handler', `${number}/evidence/${file}`)).statusCode, 200);
      assert.equal((await get('consumer', `${number}/evidence/${file}`)).statusCode, 200);
      for (const variant of ['original', 'clean', 'thumbnail'])
        assert.equal((await get('operator', `${number}/evidence/${file}?variant=${variant}`)).statusCode, 404);
    }
    assert.equal((await get('operator', `${number}/evidence/${receipt}`)).statusCode, 200);

    // The second wall: the rows themselves are not there for the operator, by account or by code.
    for (const actor of [actorOf('operator'), respondentActor(number)]) {
      const rows = await whole.world.context.database.transact(scopeOf(actor), (tx) =>
        tx.rows<{ file: string }>('select file from evidence_file where file = any ($1::uuid[])', [
          [card, back, receipt],
        ]),
      );
      assert.deepEqual(rows, [{ file: receipt }]);
    }
  });

  test('an officer who takes papers over the counter puts on file what the complainant handed in', async () => {
    const number = await fileCase(whole.world);
    const file = await inTray('handler', '收据.pdf');
    await doAct(whole.world, 'handler', number, 'supply', { items: [file] });
    const [item] = (await get('consumer', number)).json<CaseView>().evidence;
    assert.equal(item?.by, 'complainant');
  });

  test('the page of the case asks what a file is, and the words of the operator show no paper about a person', async () => {
    const number = await acceptedCase(whole.world);
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('consumer');
    await visitor.get(`/cases/${number}/add-evidence`);
    assert.match(visitor.page, /type="file"[^>]*name="files"|name="files"[^>]*type="file"/u);
    assert.match(visitor.page, /name="identity"/u);
    assert.doesNotMatch(visitor.page, /name="powerOfAttorney"/u, 'nobody speaks for this complainant');
  });

  test('each one who complains along hands in the written choice of the representatives by their own phone code (art. 12)', async () => {
    const { world, app } = whole;
    const second = cast['second-consumer'];
    const actor = actorOf('consumer');
    const request = {
      complainant: { name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号' },
      respondent: { kind: 'ordinary' as const, operator: gymOperatorId },
      facts: '几个人一起办的年卡都没有退。',
      claims: [{ kind: 'refund' as const }],
      consents: { publicity: false, entrust: false },
      joint: [
        { name: '吴敏', phone: '13800000041' },
        { name: second.personName, phone: second.phone },
        { name: '季安', phone: '13800000042' },
      ],
      representatives: [0],
      jointAgreed: true,
    };
    const filed = await world.context.database.transact(scopeOf(actor), async (tx) => {
      const beside = await accountsBeside(world.context, tx, request);
      return await fileAtFrontDoor(world.context, tx, {
        actor,
        at: now(),
        request,
        evidence: [],
        complainantAccount: actor.account,
        accountsBeside: beside,
      });
    });
    assert.ok(!isRefusal(filed), JSON.stringify(filed));
    const { number } = filed;
    const view = (await get('second-consumer', number)).json<CaseView>();
    assert.deepEqual(
      [view.audience, view.acts.map(({ act }) => act)],
      ['complainant', ['state-consents', 'leave-joint', 'add-evidence']],
    );
    const refused = await tryAct(world, 'second-consumer', number, 'withdraw', { representedConsent: true });
    assert.ok(isRefusal(refused) && refused.refusal === 'not-permitted');

    const visitor = new SiteVisitor(app, world);
    await visitor.become('second-consumer');
    await visitor.get('/cases');
    assert.ok(visitor.page.includes(number), 'it stands in their own list');
    await visitor.get(`/cases/${number}/add-evidence`);
    assert.match(visitor.page, /name="representation"/u);
    const choice = await handIn('second-consumer', number, '推选书.pdf', 'representation');
    const seen = (await get('handler', number)).json<CaseView>();
    const person = seen.parties.find(({ kind, masked }) => kind === 'joint' && masked.name?.startsWith('周'))?.person;
    assert.deepEqual(
      seen.evidence.map(({ file, purpose, person: whose }) => [file, purpose, whose]),
      [[choice, 'representation', person]],
    );
    assert.deepEqual(await seenBy('consumer', number), [{ file: choice, name: '推选书.pdf' }]);
    const { consumers } = world.context.people;
    const other = await world.context.database.transact(scopeOf(actor), (tx) =>
      consumers.accountFor(tx, '13800000042'),
    );
    const along = { ...actorOf('second-consumer'), account: other, principals: [other] };
    const shown = await world.context.database.transact(scopeOf(along), (tx) =>
      caseView(world.context, tx, number, { actor: along, at: now(), t: world.context.texts('zh-CN') }),
    );
    assert.deepEqual(shown?.evidence, [], "one's own choice is not for the others");

    // Form 1 holds the document, telephone and address of one: each reads it with their own; the agreement binds all.
    const own = await get('second-consumer', `${number}/registration.pdf`);
    const first = await get('consumer', `${number}/registration.pdf`);
    assert.deepEqual([own.statusCode, first.statusCode], [200, 200]);
    assert.notDeepEqual(own.rawPayload, first.rawPayload);
    await doAct(world, 'handler', number, 'accept', {});
    await doAct(world, 'handler', number, 'answer', { consentsToMediation: true, by: 'phone' });
    await doAct(world, 'handler', number, 'open-mediation', { mediator: cast.mediator.account, mode: 'phone' });
    await doAct(world, 'handler', number, 'record-agreement', {
      form: 'mediation-paper',
      performed: false,
      representedConsent: true,
      terms: '退还年卡余额 960 元。',
      recoveredFen: 96_000,
      outcome: [{ kind: 'refund', amountFen: 96_000 }],
    });
    const codes = async (who: CastName) => (await get(who, number)).json<CaseView>().papers;
    const agreed = (await codes('second-consumer')).find(({ code }) => code === 'form-9');
    const form = (await codes('consumer')).find(({ code }) => code === 'form-1');
    assert.ok(agreed !== undefined && form !== undefined);
    assert.ok((await codes('second-consumer')).some(({ code }) => code === 'form-1'));
    const chosen = await world.context.database.transact(scopeOf(actor), (tx) =>
      consumers.accountFor(tx, '13800000041'),
    );
    const representative = { ...actorOf('second-consumer'), account: chosen, principals: [chosen] };
    for (const [who, phone] of [
      [actorOf('second-consumer'), second.phone],
      [representative, '13800000041'],
    ] as const) {
      const mine = await world.context.database.transact(scopeOf(who), (tx) =>
        findPaper(world.context, tx, who, number, form.n),
      );
      assert.ok(!isRefusal(mine) && mine.isCopy);
      const said = JSON.stringify(mine.canonical);
      assert.ok(said.includes(phone) && !said.includes(cast.consumer.phone) && !said.includes('桂花路 12 号'));
    }
    const copy = await get('second-consumer', `${number}/documents/${agreed.n}`);
    assert.deepEqual([copy.statusCode, copy.headers['content-type']], [200, 'application/pdf']);
    const paper = await get('consumer', `${number}/documents/${agreed.n}`);
    assert.equal(paper.statusCode, 200);
    assert.notDeepEqual(copy.rawPayload, paper.rawPayload);
    const reader = actorOf('second-consumer');
    const found = await world.context.database.transact(scopeOf(reader), (tx) =>
      findPaper(world.context, tx, reader, number, agreed.n),
    );
    assert.ok(!isRefusal(found) && found.isCopy && found.firstFor === undefined);
    assert.ok(!JSON.stringify(found.canonical).includes(cast.consumer.phone));
    assert.ok(!JSON.stringify(found.canonical).includes('桂花路 12 号'));
    const lent = await openPaper(world.context, reader, number, agreed.n);
    assert.ok(isRefusal(lent) && lent.refusal === 'paper-not-for-you', 'the file itself is never served');
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('one of several leaves by the site, another speaks for the rest, the first goes: the case stays with who remains (art. 12)', async () => {
    const { world, app } = whole;
    const second = cast['second-consumer'];
    const actor = actorOf('consumer');
    const [wu, ji] = ['13800000051', '13800000052'];
    const request = {
      complainant: { name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号' },
      respondent: { kind: 'ordinary' as const, operator: gymOperatorId },
      facts: '三个人一起办的年卡都没有退。',
      claims: [{ kind: 'refund' as const }],
      consents: { publicity: false, entrust: false },
      joint: [
        { name: '吴敏', phone: wu, address: '云栖市临溪区书院街 3 号' },
        { name: second.personName, phone: second.phone },
        { name: '季安', phone: ji },
      ],
      jointAgreed: true,
    };
    const filed = await world.context.database.transact(scopeOf(actor), async (tx) =>
      fileAtFrontDoor(world.context, tx, {
        actor,
        at: now(),
        request,
        evidence: [],
        complainantAccount: actor.account,
        accountsBeside: await accountsBeside(world.context, tx, request),
      }),
    );
    assert.ok(!isRefusal(filed), JSON.stringify(filed));
    const { number } = filed;
    const seen = async () => (await get('handler', number)).json<CaseView>();
    const personOf = (view: CaseView, family: string) =>
      view.parties.find(({ masked }) => masked.name?.startsWith(family))?.person ?? '';

    await handIn('consumer', number, '身份证.pdf', 'identity');
    const visitor = new SiteVisitor(app, world);
    await visitor.become('second-consumer');
    // What each agrees to is their own, given and taken back by the same telephone.
    await visitor.get(`/cases/${number}/state-consents`);
    assert.match(visitor.page, /name="joint" value="yes" checked/);
    await visitor.post(`/cases/${number}/state-consents`, { joint: 'no', publicity: 'no', entrust: 'no' });
    assert.equal(visitor.path, `/cases/${number}`, visitor.words.slice(0, 300));
    const agrees = async () => (await seen()).parties.map((party) => party.said?.joint ?? null);
    assert.deepEqual([(await seen()).jointAgreed, await agrees()], [false, [true, true, false, true, null]]);
    const tooEarly = await tryAct(world, 'handler', number, 'accept', {});
    assert.ok(isRefusal(tooEarly) && tooEarly.refusal === 'joint-consent-missing');
    const others = (await get('consumer', number)).json<CaseView>();
    assert.deepEqual(
      others.parties.map((party) => party.said !== null),
      [true, false, false, false, false],
    );
    assert.deepEqual(Object.keys(others.timeline.find(({ type }) => type === 'ConsentsStated')?.details ?? {}), [
      'on',
      'personName',
    ]);
    await visitor.get(`/cases/${number}/state-consents`);
    await visitor.post(`/cases/${number}/state-consents`, { joint: 'yes' });
    assert.equal((await seen()).jointAgreed, true);
    await visitor.get(`/cases/${number}/leave-joint`);
    await visitor.post(`/cases/${number}/leave-joint`, { reasons: '已经自己和商家说好了。' });
    assert.equal(visitor.path, '/cases', visitor.words.slice(0, 300));
    assert.ok(!visitor.page.includes(`/cases/${number}`), 'it stands in their own list no more');
    assert.match(visitor.words, new RegExp(`已退出共同投诉（编号${number}），其他人的投诉继续办理`, 'u'));
    assert.equal((await get('second-consumer', number)).statusCode, 404);
    const kinds = async () => (await seen()).parties.map(({ kind }) => kind);
    assert.deepEqual(await kinds(), ['complainant', 'joint', 'former', 'joint', 'respondent']);

    const view = await seen();
    const choice = await inTray('handler', '推选书.pdf');
    await doAct(world, 'handler', number, 'name-representative', { person: personOf(view, '吴'), items: [choice] });
    const { consumers } = world.context.people;
    const account = await world.context.database.transact(scopeOf(actor), (tx) => consumers.accountFor(tx, wu));
    const chosen = { ...actorOf('second-consumer'), account, principals: [account] };
    const shown = await world.context.database.transact(scopeOf(chosen), (tx) =>
      caseView(world.context, tx, number, { actor: chosen, at: now(), t: world.context.texts('zh-CN') }),
    );
    assert.ok(shown?.acts.some(({ act }) => act === 'end-representative'));

    await doAct(world, 'consumer', number, 'leave-joint', { why: 'withdrew' });
    assert.deepEqual(await kinds(), ['former', 'complainant', 'former', 'joint', 'respondent']);
    const row = await world.context.database.transact(scopeOf(actorOf('handler')), (tx) =>
      tx.maybe<{ complainant_masked: string }>('select complainant_masked from complaint where number = $1', [number]),
    );
    assert.equal(row?.complainant_masked, '吴**');
    assert.equal((await get('consumer', number)).statusCode, 404);

    const { state } = await doAct(world, 'handler', number, 'accept', {});
    assert.equal(state.phase, 'accepted');
    const look = { actor: chosen, at: now(), t: world.context.texts('zh-CN') };
    const of = async () =>
      await world.context.database.transact(scopeOf(chosen), (tx) => caseView(world.context, tx, number, look));
    assert.deepEqual(
      (await of())?.evidence,
      [{ ...(await of())?.evidence[0], file: choice }],
      'their own choice, not his card',
    );
    const form = await registrationOf(world.context, chosen, number);
    assert.ok(!isRefusal(form));
    const mine = await world.context.database.transact(scopeOf(chosen), (tx) =>
      findPaper(world.context, tx, chosen, number, form),
    );
    const said = isRefusal(mine) ? '' : JSON.stringify(mine.canonical);
    assert.ok(said.includes(wu) && !said.includes(cast.consumer.phone) && !said.includes('桂花路 12 号'));
    const last = personOf(await seen(), '季');
    const ground = { ground: 7, ended: 'complainant', reasons: '投诉人死亡。' } as const;
    const refused = await tryAct(world, 'handler', number, 'terminate', ground);
    assert.ok(isRefusal(refused) && refused.refusal === 'others-still-complain');
    const claims = [{ kind: 'refund' as const, amountFen: 1900 }];
    await doAct(world, 'handler', number, 'leave-joint', {
      person: last,
      why: 'died',
      reasons: '家属来电告知。',
      claims,
    });
    assert.equal((await seen()).jointAgreed, false);
    assert.deepEqual((await seen()).claims, claims);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('a written choice is uploaded in the step that names who complains along, and shows before filing', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/matter');
    const before = [
      ['matter', { matter: 'complaint' }],
      ['respondent', { chosen: 'described', name: '好味早餐店', address: '云栖市临溪区桂花路 20 号' }],
      ['purchase', { online: 'no', goods: '包子' }],
      ['facts', { facts: '一起吃出沙子，店家不理。' }],
      ['claim', { claims: 'refund', refund: '19' }],
      ['evidence', {}],
      ['role', { role: 'joint' }],
      ['person', { name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号', ...identity }],
    ] as const;
    for (const [step, fields] of before) await visitor.post(`/file/${step}`, fields);
    assert.equal(visitor.path, '/file/joint', visitor.words.slice(0, 400));
    const along = { others: '王芳，13800001234\n李雷，13800001235', secondName: '王芳', secondPhone: '13800001234' };
    await visitor.hand('/file/joint', { ...along, agreed: 'yes' }, { field: 'choice', name: '推选书.pdf' });
    assert.equal(visitor.path, '/file/consents', visitor.words.slice(0, 400));
    await visitor.post('/file/consents', { publish: 'no', entrust: 'no' });
    assert.match(visitor.words, /书面推选材料\s+推选书\.pdf/u);
    await visitor.post('/file/check', { truthful: 'yes' });
    assert.equal(visitor.path, '/file/receipt', visitor.words.slice(0, 400));
    const [number = ''] = /YUNQI-\d{6}-[0-9A-Z]{6}-[0-9A-Z]/u.exec(visitor.page) ?? [];
    const view = (await get('handler', number)).json<CaseView>();
    assert.deepEqual(
      view.evidence.map(({ name, purpose, by, person }) => [name, purpose, by, person]),
      [['推选书.pdf', 'representation', 'complainant', null]],
    );
    assert.deepEqual(
      view.parties.map(({ kind }) => kind),
      ['complainant', 'representative', 'joint', 'respondent'],
    );
  });
});
