/**
 * The last word of what can only be an organisation. Words of one character that names of persons end in too (行、院、部) stand here
 * with the character before them.
 */
const organisation = new RegExp(
  `(?:${[
    ...[
      '公司',
      '集团',
      '厂',
      '店',
      '超市',
      '商场',
      '市场',
      '商城',
      '商行',
      '车行',
      '银行',
      '商社',
      '旅行社',
      '合作社',
      '报社',
      '出版社',
    ],
    ...[
      '中心',
      '经营部',
      '营业部',
      '门市部',
      '分部',
      '服务部',
      '俱乐部',
      '工作室',
      '事务所',
      '研究所',
      '诊所',
      '招待所',
      '服务站',
      '加油站',
    ],
    ...[
      '医院',
      '学院',
      '影院',
      '美容院',
      '养老院',
      '幼儿园',
      '学校',
      '餐馆',
      '饭馆',
      '宾馆',
      '健身馆',
      '会馆',
      '网吧',
      '酒楼',
      '食堂',
    ],
    ...['协会', '商会', '基金会', '委员会'],
  ].join('|')})$`,
  'u',
);

/** A name of Chinese characters and figures only: a point, a comma, brackets or letters may hold a person's. */
const plain = /^[\p{Script=Han}\d]{5,}$/u;

/** A registered name is no secret, nor is that of an organisation; of any other only the first character stands. */
export const isPublicName = (name: string, isRegistered: boolean): boolean =>
  isRegistered || (plain.test(name.trim()) && organisation.test(name.trim()));
