import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicName } from './public-name.ts';

test('of a respondent in no register only the name of an organisation is read by everybody', () => {
  for (const person of [
    ...[
      '王小明',
      '欧阳力行',
      '阿卜杜拉·买买提',
      '阿卜杜拉买买提',
      'John Smith',
      '李四（个体）',
      '张三、李四',
      '张三,李四有限公司',
    ],
    ...['李四(强健健身有限公司', 'Li Si 健身中心', '李四（经营者）水果店', '买买提阿不都行', '司马懿之院', ''],
  ])
    assert.equal(isPublicName(person, false), false, person);
  for (const organisation of [
    '强健健身有限公司',
    '林溪第二机械厂',
    '老街坊水果店',
    '绿源蔬菜专业合作社',
    '云栖市健身中心',
    '林溪区人民医院',
  ])
    assert.ok(isPublicName(organisation, false), organisation);
  assert.ok(isPublicName('强健（林溪）健身', true));
});
