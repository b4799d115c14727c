import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { fileKindOf } from './file-kind.ts';

test('files handed in are called by what they are, in both languages, never by their type', () => {
  const zh = ['image/jpeg', 'application/pdf', 'audio/mpeg', 'video/mp4', 'text/plain'].map((type) =>
    textsFor('zh-CN', 'show-key')(`desk:fileKind.${fileKindOf(type)}`),
  );
  assert.deepEqual(zh, ['图片', 'PDF', '录音', '视频', '文件']);
  assert.equal(textsFor('en', 'show-key')(`desk:fileKind.${fileKindOf('audio/mp4')}`), 'Recording');
});
