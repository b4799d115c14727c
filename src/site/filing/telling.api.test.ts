import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { CaseCompetence } from '#modules/complaints/competence-contract.ts';
import type { Worklist } from '#modules/complaints/worklist-contract.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { openDatabase } from '#platform/db.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf } from '#test/world.ts';

/** Half a second of silence as a telephone's recorder would wrap it. */
const silence = (): Buffer => {
  const samples = Buffer.alloc(4000);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
};

const boundary = 'x-telling';
const part = (name: string, value: string): string =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const filePart = (name: string, file: string, type: string): string =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${file}"\r\ncontent-type: ${type}\r\n\r\n`;

describe('the short path by voice', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const send = async (fields: Readonly<Record<string, string>>, heard?: Buffer) => {
    const page = await whole.app.inject({ method: 'GET', url: '/file/short', headers: { accept: 'text/html' } });
    assert.match(page.body, /enctype="multipart\/form-data"/);
    assert.match(page.body, /name="heard"[^>]*accept="audio\/\*"[^>]*capture="user"/);
    const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const guards = [...page.body.matchAll(/name="(_[a-z]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) =>
      part(name, value),
    );
    const payload = Buffer.concat([
      Buffer.from([...guards, ...Object.entries(fields).map(([name, value]) => part(name, value))].join('')),
      ...(heard === undefined
        ? []
        : [Buffer.from(filePart('heard', '语音.wav', 'audio/wav')), heard, Buffer.from('\r\n')]),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
    return await whole.app.inject({
      method: 'POST',
      url: '/file/short',
      headers: {
        accept: 'text/html',
        host: 'localhost:8315',
        cookie,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload,
    });
  };

  test('a recording stands for the written facts, lies in the case for the bureau, and waits for the call', async () => {
    const { phone } = cast['second-consumer'];
    const sent = await send({ respondent: '临溪区桥下街的理发店', facts: '', phone }, silence());
    assert.equal(sent.statusCode, 303, sent.body.slice(0, 500));
    const headers = await whole.as('second-consumer');
    const list = await whole.app.inject({
      url: '/account/data.json',
      headers: { ...headers, accept: 'application/json' },
    });
    const { cases } = list.json<{ cases: CaseView[] }>();
    const [view] = cases.filter((one) => one.channel === 'web-short');
    assert.ok(view, list.body.slice(0, 300));
    assert.match(view.facts ?? '', /录音或者照片/);
    assert.deepEqual(
      view.evidence.map(({ mediaType, purpose, by }) => [mediaType.split('/')[0], purpose, by]),
      [['audio', 'telling', 'complainant']],
    );
  });

  test('without recording or photo the facts are asked for', async () => {
    const sent = await send({ respondent: '桥下街的理发店', facts: '', phone: '13800000011' });
    assert.equal(sent.statusCode, 422);
    assert.match(sent.body, /data-problems/);
  });

  test('who helps on the short path is not asked how it was told, and nobody says it for them', async () => {
    const helper = { helperName: '赵站长', helperPhone: '13700009061', helperRelation: 'keeper' };
    const typed = { respondent: '桥下街的理发店', facts: '', phone: '13800000012', who: 'helper', ...helper };
    const sent = await send(typed, silence());
    assert.equal(sent.statusCode, 303, sent.body.slice(0, 500));
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const { parties } = await owner.unscoped((tx) =>
      tx.one<{ parties: { kind: string; relation?: string; told?: string }[] }>(
        `select payload->'parties' as parties from event where type = 'ComplaintFiled' order by at desc limit 1`,
      ),
    );
    await owner.close();
    const helped = parties.find(({ kind }) => kind === 'helper');
    assert.deepEqual([helped?.relation, helped?.told], ['keeper', undefined]);
  });

  test('what is no recording is said not to be kept', async () => {
    const sent = await send(
      { respondent: '桥下街', facts: '', phone: '13800000011' },
      Buffer.from('not a sound at all'),
    );
    assert.equal(sent.statusCode, 422);
    assert.match(sent.body, /语音\.wav/);
  });
});

const receipt = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a filing somebody helps with, by voice and by the photo of a receipt', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const keeper = {
    name: '吴站长',
    phone: '13700009051',
    relation: 'keeper',
    station: '桂花路维权服务站',
    told: 'voice',
  };
  const recording = { field: 'heard', name: '口述.wav', type: 'audio/wav', content: silence() };
  const photo = { field: 'receipt', name: '小票.png', type: 'image/png', content: receipt };

  const begun = async (role: string): Promise<SiteVisitor> => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'complaint' });
    assert.equal(visitor.path, '/file/role');
    await visitor.post('/file/role', { role });
    return visitor;
  };

  test('nothing is typed but who complains; acceptance waits until an officer has listened and written', async () => {
    const visitor = await begun('helper');
    assert.equal(visitor.path, '/file/helper');
    await visitor.hand('/file/helper', keeper, recording);
    await visitor.get('/file/helper');
    await visitor.hand('/file/helper', keeper, photo);
    await visitor.post('/file/respondent', { chosen: `operator:${gymOperatorId}` });
    assert.match(visitor.page, /name="onReceipt"[^>]*checked/);
    await visitor.post('/file/purchase', { onReceipt: 'yes' });
    assert.match(visitor.page, /name="inRecording"[^>]*checked/);
    await visitor.post('/file/facts', { inRecording: 'yes' });
    await visitor.post('/file/claim', { claims: 'refund' });
    await visitor.post('/file/evidence', { act: 'continue' });
    assert.match(visitor.words, /您是代填人：吴站长（维权服务站工作人员）/);
    await visitor.post('/file/person', { name: '孙奶奶', phone: '13700009052', idKind: '', idNumber: '' });
    await visitor.post('/file/consents', { publish: 'yes', entrust: 'no' });
    assert.equal(visitor.path, '/file/check', visitor.words.slice(0, 600));
    assert.match(visitor.words, /还没有写成文字，不影响提交/);
    assert.match(visitor.words, /是在网上买的吗？ ?尚未记明，由工作人员看照片后补记/);
    assert.match(visitor.words, /见小票照片，由工作人员照着补写，不影响提交，也不影响受理/);
    const [, seen = ''] = visitor.page.split('id="seen"');
    assert.match(seen || visitor.page, /投诉人用录音说明，由工作人员听后写成文字/);
    await visitor.post('/file/check', { truthful: 'yes' });
    assert.equal(visitor.path, '/file/receipt', visitor.words.slice(0, 600));
    const [number = ''] = /YUNQI-\d{6}-[A-Z0-9]+-[A-Z0-9]/.exec(visitor.page) ?? [];

    const headers = await whole.as('bureau-head');
    const view = async (): Promise<CaseView> =>
      (await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers })).json<CaseView>();
    const act = async (name: string, payload: object) =>
      await whole.app.inject({
        method: 'POST',
        url: `/api/v1/complaints/${number}/${name}`,
        headers: { ...headers, 'if-match': `"v${(await view()).version}"` },
        payload,
      });
    const codeOf = async (name: string, payload: object) => (await act(name, payload)).json<{ code: string }>().code;
    const filed = await view();
    assert.deepEqual(filed.notInSource, ['identity', 'purchase', 'online', 'facts']);
    assert.deepEqual(
      filed.parties.map(({ kind }) => kind),
      ['complainant', 'helper', 'respondent'],
    );
    assert.deepEqual(filed.evidence.map(({ mediaType, purpose }) => [mediaType, purpose]).sort(), [
      ['audio/wav', 'telling'],
      ['image/png', 'evidence'],
    ]);
    assert.equal(await codeOf('accept', {}), 'identity-not-shown');
    const identity = { name: '孙奶奶', idType: 'passport', idNumber: 'E1', address: '云栖市临溪区桂花路 5 号' };
    assert.equal((await act('supply', { items: [], identity })).statusCode, 200);
    assert.equal(await codeOf('accept', {}), 'facts-not-written-down');
    const heard = '去年办了年卡，上个月门店停业，电话打不通。';
    const written = await act('complete-particulars', { facts: heard, note: '听录音后记录' });
    assert.equal(written.statusCode, 200, written.body);
    const complete = await view();
    assert.equal(complete.facts, heard);
    assert.deepEqual(complete.notInSource, ['purchase', 'online']);
    assert.equal(complete.purchase?.online, null);
    assert.equal(await codeOf('complete-particulars', { facts: '改写' }), 'story-changed-without-reason');
    const right = '去年办了年卡，上上个月门店停业，电话打不通。';
    assert.equal((await act('complete-particulars', { facts: right, note: '再听一次，听错了月份' })).statusCode, 200);
    const putRight = await view();
    assert.equal(putRight.facts, right);
    const told = putRight.timeline.filter(({ type }) => type === 'ParticularsCompleted').map(({ texts }) => texts);
    assert.deepEqual(
      told.map((texts) => texts.map(({ field, text }) => [field, text])),
      [
        [
          ['note', '听录音后记录'],
          ['facts', heard],
        ],
        [['note', '再听一次，听错了月份']],
      ],
      'each version stays to be read',
    );
    const get = async <T>(url: string) => (await whole.app.inject({ url, headers })).json<T>();
    const competence = `/api/v1/complaints/${number}/competence`;
    assert.equal((await get<CaseCompetence>(competence)).waitsForOnline, true);
    const row = async () => (await get<Worklist>(`/api/v1/worklist?q=${number}`)).rows[0]?.online;
    assert.equal(await row(), null);
    const url = `/api/v1/complaints/${number}`;
    const payload = { what: 'case-sheet', reason: '抄录到 12315' };
    const asked = await whole.app.inject({ method: 'POST', url: `${url}/openings`, headers, payload });
    const { opening } = asked.json<{ opening: string }>();
    const sheet = await whole.app.inject({ url: `${url}/case-sheet.txt?opening=${opening}`, headers });
    assert.match(sheet.body, /是否网络消费[：:\s]*尚未记明/);
    assert.equal(
      (await act('complete-particulars', { purchase: { online: true, goods: '年卡' }, note: '看小票' })).statusCode,
      200,
    );
    assert.deepEqual([(await view()).purchase?.online, await row()], [true, true]);
    assert.equal((await get<CaseCompetence>(competence)).waitsForOnline, false);
    assert.deepEqual((await view()).notInSource, []);
    assert.equal((await act('accept', {})).statusCode, 200);
  });

  test('filed in English too, the file and its papers say in Chinese where the story is, and the receipt what arrived and what is asked for', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    visitor.plant('fangxin-language', 'en');
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'complaint' });
    await visitor.post('/file/role', { role: 'helper' });
    await visitor.hand('/file/helper', keeper, recording);
    await visitor.post('/file/respondent', { chosen: `operator:${gymOperatorId}` });
    await visitor.post('/file/purchase', { goods: '年卡', online: 'no' });
    await visitor.post('/file/facts', { inRecording: 'yes' });
    await visitor.post('/file/claim', { claims: 'refund' });
    await visitor.post('/file/evidence', { act: 'continue' });
    await visitor.post('/file/person', { name: '孙奶奶', phone: '13700009053', idKind: '', idNumber: '' });
    await visitor.post('/file/consents', { publish: 'yes', entrust: 'no' });
    assert.match(visitor.words, /Told by the complainant in a recording/);
    assert.match(visitor.words, /Kind Complaint/);
    await visitor.post('/file/check', { truthful: 'yes' });
    assert.equal(visitor.path, '/file/receipt', visitor.words.slice(0, 600));
    assert.match(visitor.words, /Recording of what was told 1 received/);
    assert.match(
      visitor.words,
      /listens to the recording[^:]*once these are complete: What happened \(see the recording\)/,
    );
    assert.match(visitor.words, /Identity document of the person who complains/);
    assert.doesNotMatch(visitor.words, /You need do nothing more/);
    const numbers = visitor.words.match(/YUNQI-\d{6}-[A-Z0-9]+-[A-Z0-9](?= )/g) ?? [];
    assert.equal(numbers.length, 1, 'the number stands there once, and large');
    const [number = ''] = numbers;
    const read = async (language: string) => {
      const headers = { ...(await whole.as('handler')), 'accept-language': language };
      return (await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers })).json<CaseView>().facts;
    };
    assert.equal(await read('zh-CN'), '（投诉人用录音说明，由工作人员听后写成文字。）');
    assert.match((await read('en')) ?? '', /^\(Told by the complainant in a recording/);
    const { context } = whole.world;
    const filed = await context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
      const event = await tx.one<{ tenant: string; stream: string; entry: string }>(
        `select tenant, stream, payload->'facts'->>'entry' as entry from event
         where type = 'ComplaintFiled' and payload->>'number' = $1`,
        [number],
      );
      const opened = await context.vault.openEntry(tx, event);
      return isRefusal(opened) ? assert.fail(opened.refusal) : opened.value;
    });
    assert.equal(filed, '（投诉人用录音说明，由工作人员听后写成文字。）');
  });

  test('without the file the words are asked for, and who files for themselves writes them', async () => {
    const helped = await begun('helper');
    await helped.post('/file/helper', keeper);
    await helped.post('/file/respondent', { chosen: `operator:${gymOperatorId}` });
    assert.match(helped.words, /去拍小票/);
    await helped.post('/file/purchase', { onReceipt: 'yes' });
    assert.match(helped.words, /还没有小票照片/);
    await helped.post('/file/purchase', { goods: '年卡', online: 'no' });
    await helped.post('/file/facts', { inRecording: 'yes' });
    assert.equal(helped.status, 422);
    assert.match(helped.words, /还没有录音/);
    const own = await begun('self');
    await own.post('/file/respondent', { chosen: `operator:${gymOperatorId}` });
    await own.post('/file/purchase', { onReceipt: 'yes' });
    assert.equal(own.status, 422);
    assert.doesNotMatch(own.page, /name="onReceipt"/);
  });
});
