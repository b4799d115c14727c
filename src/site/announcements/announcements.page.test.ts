import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';
import { type AnnouncementView, announcementPage, announcementsPage } from './announcements.page.ts';

const shell: AnnouncementView['shell'] = {
  assets: { stylesheet: '/a.css', script: '/a.js', icon: '/a.svg' } as AnnouncementView['shell']['assets'],
  address: '/announcements',
  largePrint: false,
  authority: '云栖市市场监督管理局',
  demo: false,
  companion: false,
};
const withdrawn = {
  ...{
    incident: '019a1866-ec3c-7f8d-83a1-cfa2efff876b',
    number: '云临市监消告〔2026〕第3号',
    title: '',
    operator: null,
  },
  ...{ authority: '临溪区市场监督管理局', phone: '0000-8100 0315', proof: 'H7KM2-Q9XWD', verified: [], steps: [] },
  ...({ publishedOn: '2026-04-21', correctedOn: null, withdrawnOn: '2026-05-08' } as const),
  withdrawnFor: '停业时间有误。',
};

for (const [language, said] of [
  ['zh-CN', ['公告已撤回', '2026年5月8日', '停业时间有误。', '云临市监消告〔2026〕第3号']],
  ['en', ['Announcement withdrawn', '8 May 2026', '停业时间有误。', '云临市监消告〔2026〕第3号']],
] as const satisfies readonly [Language, readonly string[]][]) {
  test(`an announcement that was withdrawn is headed so on its page and in the list, with the day; why stands on the page (${language})`, () => {
    const t = textsFor(language);
    const page = String(announcementPage({ shell, ...withdrawn, earlier: [] }, t));
    for (const word of said) assert.ok(page.includes(word), word);
    for (const heading of ['verified', 'steps']) assert.ok(!page.includes(t(`site:announcements.${heading}`)), heading);
    const list = String(announcementsPage({ shell, page: 1, more: false, rows: [withdrawn] }, t));
    assert.ok(list.includes(`>${t('site:announcements.withdrawn')}</a>`) && list.includes(said[1]), list);
    assert.ok(!list.includes(said[2]));
  });
}
