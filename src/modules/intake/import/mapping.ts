/** What a source's columns mean, as data: a new source is a new mapping, not new code. */

export type TextFrom = {
  readonly from: string /** As the source calls it, written before the value. */;
  readonly label?: string;
};

export type ClaimKind = 'repair' | 'redo' | 'replace' | 'return' | 'make-up-quantity' | 'refund' | 'damages';

/** Words that lead a text, as in `退货,更换 冒充合格产品 市民于…`: known ones are read, the text itself stays whole. */
export type LeadingWords = {
  readonly from: string;
  readonly claims: Readonly<Record<string, ClaimKind>>;
  readonly problems: Readonly<Record<string, string>>;
};

export type Mapping = {
  readonly name: string;
  /** Columns a file must have to be of this source; also what an encoding is checked against. */
  readonly columns: readonly string[];
  readonly target: 'complaint' | 'consultation';
  /** The source's own number of a record; without one a record is known by its content. */
  readonly id?: string;
  readonly title?: string;
  /** Lines of the facts or of the question, in this order; empty ones are left out. */
  readonly text: readonly [TextFrom, ...TextFrom[]];
  readonly receivedOn?: string;
  readonly answer?: { readonly text: string; readonly on: string };
  readonly respondentName?: string;
  /** Goods in words, put together from columns. */
  readonly goods?: readonly string[];
  readonly leading?: LeadingWords;
  /** How the source itself calls who asked, where it gives no name: by it the person is found there. */
  readonly askerReference?: string;
  /** Columns whose meaning only the source knows: kept with the complaint under the names it gives them. */
  readonly remarks?: readonly string[];
  /** What the source does not hold and nobody may guess. */
  readonly notInSource: readonly string[];
};

const car = (columns: {
  readonly id: string;
  readonly brand: string;
  readonly series: string;
  readonly model: string;
  readonly text: string;
  readonly faults: string;
  readonly on: string;
  readonly state: string;
}): Mapping => ({
  name: 'car-complaints',
  columns: Object.values(columns),
  target: 'complaint',
  id: columns.id,
  text: [
    { from: columns.text },
    { from: columns.faults, label: '典型问题' },
    { from: columns.on, label: '投诉时间' },
    { from: columns.state, label: '投诉状态' },
  ],
  respondentName: columns.brand,
  goods: [columns.brand, columns.series, columns.model],
  // The day is that of a message to a private site; when an authority received it, nobody wrote down.
  notInSource: ['complainant', 'received-on', 'online', 'claims', 'consents', 'evidence'],
});

export const mappings: readonly Mapping[] = [
  {
    name: 'samr-work-orders',
    columns: ['text', 'label', 'note'],
    target: 'complaint',
    text: [{ from: 'text' }],
    leading: {
      from: 'text',
      claims: {
        修理: 'repair',
        重作: 'redo',
        更换: 'replace',
        退货: 'return',
        补足商品数量: 'make-up-quantity',
        退赔费用: 'refund',
        退还货款和服务费用: 'refund',
        赔偿损失: 'damages',
      },
      problems: {
        食品安全: 'food-safety',
        冒充合格产品: 'quality',
        在产品中以假充真: 'quality',
        市场调节价问题: 'price',
        '不执行政府指导价、政府定价的行为': 'price',
        其他人身权利问题: 'personal-rights',
        '接受服务时人身、财产安全受损害': 'safety',
        其他投诉问题: 'other',
      },
    },
    remarks: ['label', 'note'],
    notInSource: ['complainant', 'received-on', 'respondent', 'consents', 'evidence'],
  },
  {
    name: 'civic-messages',
    columns: ['msg_id', 'user', 'title', 'time', 'detail', 'reply', 'reply_time'],
    // Every one was answered on the board: nothing is left to accept, the answer is kept and the question closed.
    target: 'consultation',
    id: 'msg_id',
    title: 'title',
    text: [{ from: 'detail' }],
    receivedOn: 'time',
    answer: { text: 'reply', on: 'reply_time' },
    askerReference: 'user',
    notInSource: ['asker-name', 'asker-phone'],
  },
  car({
    id: 'id',
    brand: '投诉品牌',
    series: '投诉车系',
    model: '投诉车型',
    text: '问题简述',
    faults: '典型问题',
    on: '投诉时间',
    state: '投诉状态',
  }),
  car({
    id: 'id',
    brand: 'brand',
    series: 'car_model',
    model: 'type',
    text: 'desc',
    faults: 'problem',
    on: 'datetime',
    state: 'status',
  }),
];

/** A name may stand for several sets of columns: the same source under other headings. */
export const mappingsNamed = (name: string): Mapping[] => mappings.filter((mapping) => mapping.name === name);
export const mappingNames = (): string[] => [...new Set(mappings.map(({ name }) => name))];
