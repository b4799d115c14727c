import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { rangeOf } from './ranges.ts';
import { contentDisposition, extensionOf, nameAsGiven, safeFileName } from './safe-name.ts';
import { sniff } from './sniff.ts';

const outcome = async (bytes: Buffer | string): Promise<string> => {
  const sniffed = await sniff(Buffer.from(bytes));
  return isRefusal(sniffed) ? sniffed.refusal : sniffed.mediaType;
};

describe('the type comes from the content', () => {
  test('what is refused says what it is', async () => {
    const cases: readonly (readonly [Buffer | string, string])[] = [
      ['', 'file-empty'],
      ['<!DOCTYPE html><p>hello', 'file-is-web-page'],
      ['\ufeff \n<HTML><body>', 'file-is-web-page'],
      ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'file-is-web-page'],
      ['<?xml version="1.0"?><svg/>', 'file-is-web-page'],
      ['<?php system($_GET[0]);', 'file-is-web-page'],
      ['GIF89 <script>alert(1)</script>', 'file-is-web-page'],
      [Buffer.from('<html><script>', 'utf16le'), 'file-is-web-page'],
      ['#!/bin/sh\nrm -rf /', 'file-is-program'],
      [Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'file-is-program'],
      [Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(200)]), 'file-is-program'],
      [Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'), 'file-is-office-document'],
      ['{\\rtf1 hello}', 'file-is-office-document'],
      [Buffer.from('504b0506'.padEnd(44, '0'), 'hex'), 'file-is-archive'],
      [Buffer.from('526172211a0700cf', 'hex'), 'file-is-archive'],
      ['just some words', 'file-kind-not-accepted'],
      [Buffer.from('ffffffffffffffff', 'hex'), 'file-kind-not-accepted'],
    ];
    for (const [bytes, expected] of cases)
      assert.equal(await outcome(bytes), expected, JSON.stringify(bytes.slice(0, 20)));
  });

  test('what is accepted', async () => {
    assert.equal(await outcome('%PDF-1.7\n1 0 obj'), 'application/pdf');
    assert.equal(await outcome(Buffer.from('#!AMR\n....')), 'audio/amr');
    const longTag = Buffer.concat([Buffer.from('ID3\x03\0\0\0\x10\0\0', 'latin1'), Buffer.alloc(64 * 1024 - 10)]);
    assert.equal(await outcome(longTag), 'audio/mpeg', 'a picture of the album hides where the sound begins');
    assert.equal(await outcome(Buffer.from('0000001c667479704d344120000000004d344120', 'hex')), 'audio/x-m4a');
    assert.equal(await outcome(Buffer.from('00000018667479706d703432000000006d703432', 'hex')), 'video/mp4');
    assert.equal(await outcome(Buffer.from('0000001866747970686569630000000068656963', 'hex')), 'image/heic');
  });
});

describe('names', () => {
  test('a given name is kept but for folders and absurd length', () => {
    assert.equal(nameAsGiven('C:\\fakepath\\发票 (1).JPG'), '发票 (1).JPG');
    assert.equal(nameAsGiven('../../etc/passwd'), 'passwd');
    assert.equal(Array.from(nameAsGiven('长'.repeat(500))).length, 200);
    assert.equal(extensionOf('发票.JPG'), 'jpg');
    assert.equal(extensionOf('no ending'), '');
  });

  test('a name given out is only ever a name', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['发票.jpg', 'image/jpeg', '发票.jpg'],
      ['photo.JPEG', 'image/jpeg', 'photo.jpeg'],
      ['invoice.pdf.exe', 'image/jpeg', 'invoice.pdf.exe.jpg'],
      ['\u202egpj.exe', 'image/jpeg', 'gpj.exe.jpg'],
      ['a"b\r\nSet-Cookie: x;.pdf', 'application/pdf', 'a b Set-Cookie x.pdf'],
      ['con', 'application/pdf', 'file-con.pdf'],
      ['.htaccess', 'application/pdf', 'htaccess.pdf'],
      ['', 'video/mp4', 'file.mp4'],
      ['...', 'audio/x-m4a', 'file.m4a'],
      ['x', 'made/up', 'x.bin'],
    ];
    for (const [given, type, expected] of cases) assert.equal(safeFileName(given, type), expected, given);
  });

  test('a header holds no quote, line break or raw Chinese', () => {
    const header = contentDisposition('attachment', safeFileName('发票\'"\n(1).pdf', 'application/pdf'));
    assert.match(header, /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.%!~-]+$/u);
    assert.ok(decodeURIComponent(header.split("''")[1] ?? '').startsWith("发票' (1)"));
  });
});

test('ranges', () => {
  const cases: readonly (readonly [string | undefined, unknown])[] = [
    [undefined, undefined],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-1000', { start: 90, end: 99 }],
    ['bytes=-5', { start: 95, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=20-10', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['lines=0-1', undefined],
    ['bytes=0-99999999999999999999', undefined],
  ];
  for (const [header, expected] of cases) assert.deepEqual(rangeOf(header, 100), expected, header);
});
