import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';

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

  test('what is no recording is said not to be kept', async () => {
    const sent = await send(
      { respondent: '桥下街', facts: '', phone: '13800000011' },
      Buffer.from('not a sound at all'),
    );
    assert.equal(sent.statusCode, 422);
    assert.match(sent.body, /语音\.wav/);
  });
});
