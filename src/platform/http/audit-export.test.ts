import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsOfBook } from '#test/workbook.ts';
import type { AuditRow } from '../audit.ts';
import { auditBook } from './audit-export.ts';
import { inLanguage } from './problem.ts';

const [person, post] = ['0190aaaa-bbbb-7000-8000-000000000001', '0190aaaa-bbbb-7000-8000-000000000002'];
const line: AuditRow = {
  audit_line: '0190aaaa-bbbb-7000-8000-000000000003',
  at: new Date('2026-05-06T01:02:03Z'),
  account: person,
  act: 'give-role',
  subject: `account:${post}`,
  reason: '新到岗',
  detail: { role: 'auditor' },
};
const names = {
  people: new Map([
    [person, '韩雪'],
    [post, '沈默言'],
  ]),
  units: new Map<string, string>(),
};

test('the exported trail says in the words of either language what the page says, its codes in columns of their own', async () => {
  const bookIn = async (language: 'zh-CN' | 'en') =>
    textsOfBook({ statusCode: 200, rawPayload: await auditBook([line], inLanguage(language), names) });
  const [zh, en] = [await bookIn('zh-CN'), await bookIn('en')];
  for (const [book, ...words] of [
    [zh, '授予角色', '角色：审计员', '操作（代码）'],
    [en, 'gave a role', ': auditor', 'What (code)'],
  ] as const)
    for (const one of [...words, '韩雪', '沈默言', 'give-role', person, `account:${post}`, '2026-05-06 09:02:03'])
      assert.ok(book.includes(one), `${one} in ${book}`);
});
