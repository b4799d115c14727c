/** What people of the made-up district complain about, and how it ends. Every sentence is invented. */
import type { HistoryWords } from '#modules/complaints/facade.ts';

export const historyWords: HistoryWords = {
  families: [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹'],
  given: [
    ...['晓禾', '明远', '子涵', '雨桐', '建国', '淑芬', '浩然', '佳怡', '志强', '丽华', '一鸣', '思远', '玉兰', '海燕'],
    ...['文静', '立军', '春梅', '国庆', '雪峰', '静怡', '俊杰', '秀英', '梓轩', '若溪', '德胜', '桂香'],
  ],
  streets: {
    '990102': ['云栖市临溪区人民路', '云栖市临溪区桂花路', '云栖市临溪区学院路', '云栖市临溪区城东街道中山路'],
    '990121': ['云栖市望山县城关镇望山路', '云栖市望山县城关镇北门街', '云栖市望山县云岭乡茶场路'],
    '990171': ['云栖高新技术产业开发区科创路'],
    '990203': ['澜川市北渡区渡口路', '澜川市北渡区港口街道港口路'],
  },
  matters: [
    {
      facts: ['在该店办理年卡，使用两个月后停业，剩余金额不退。', '办理次卡后门店搬迁，无法继续使用，要求退卡被拒。'],
      wish: '退还剩余预付款',
      claim: 'refund',
      object: 'fitness',
      problem: 'contract',
    },
    {
      facts: ['购买的电器使用一周后不能启动，商家以人为损坏为由拒绝保修。', '冰箱制冷不足，三次上门维修仍未解决。'],
      wish: '更换同型号商品或者退货',
      claim: 'replace',
      object: 'appliances',
      problem: 'after-sales',
    },
    {
      facts: ['所购外套洗涤一次严重褪色，标签注明可以水洗。', '鞋子穿着三天开胶，商家只同意自费修补。'],
      wish: '退货退款',
      claim: 'return',
      object: 'clothing',
      problem: 'quality',
    },
    {
      facts: ['结账时被收取事先没有告知的餐位费和消毒餐具费。', '菜单价格与结账价格不一致，多收四十余元。'],
      wish: '退还多收费用',
      claim: 'refund',
      object: 'catering-lodging',
      problem: 'price',
    },
    {
      facts: ['食品中发现异物，商家不予理会。', '购买的糕点已过保质期两天，食用后腹泻。'],
      wish: '退还货款并赔偿',
      claim: 'damages',
      object: 'general-food',
      problem: 'food-safety',
    },
    {
      facts: ['装修完工三个月墙面多处开裂，多次联系未处理。', '合同约定的材料被换成其他品牌，没有事先告知。'],
      wish: '重新施工',
      claim: 'redo',
      object: 'decoration-materials',
      problem: 'quality',
    },
    {
      facts: ['培训机构承诺小班教学，实际一班三十人，要求退费被拖延。', '课程无故停课两个月，剩余课时费不退。'],
      wish: '退还剩余学费',
      claim: 'refund',
      object: 'education',
      problem: 'contract',
    },
    {
      facts: ['美容院推销时承诺无效退款，使用后出现过敏，拒绝退款。', '做完护理后被要求追加购买产品，否则不予离店。'],
      wish: '退款并赔礼道歉',
      claim: 'refund',
      object: 'beauty',
      problem: 'false-publicity',
    },
    {
      facts: ['购买的水果实际重量比标称少近三成。', '首饰标签克重与复称不符，相差零点八克。'],
      wish: '补足数量',
      claim: 'make-up-quantity',
      object: 'other-goods',
      problem: 'measurement',
    },
    {
      facts: ['电动车电池使用半年续航不足一半，商家拒绝保修。', '新车行驶两千公里出现异响，4S 店检查后称属于正常。'],
      wish: '免费修理',
      claim: 'repair',
      object: 'vehicles',
      problem: 'after-sales',
    },
  ],
  endings: [
    '多次与商家协商没有结果，请求调解。',
    '商家态度恶劣，拒绝沟通。',
    '有付款记录和聊天记录为证。',
    '希望尽快处理。',
  ],
  refusal: [
    {
      fact: 'no-consumer-dispute',
      reasons: '所购商品用于经营转售，不属于为生活消费需要购买商品，双方不存在消费者权益争议。',
    },
    { fact: 'already-handled-elsewhere', reasons: '该争议已由人民法院立案审理。' },
    { fact: 'three-years-past', reasons: '自知道权益受到侵害之日起已超过三年。' },
    { fact: 'papers-missing-or-false', reasons: '经补正仍未提供被投诉人和具体的投诉请求。' },
  ],
  termination: [
    { fact: 'absent-or-refusing', reasons: '被投诉人明确表示不接受调解。' },
    { fact: 'no-agreement-possible', reasons: '经两次调解，双方对退款金额分歧较大，不能达成一致。' },
  ],
  terms: [
    '被投诉人于七日内原路退还投诉人款项，双方再无其他争议。',
    '被投诉人免费更换同型号商品，投诉人退回原商品。',
    '被投诉人当场退还多收费用并致歉，投诉人表示接受。',
    '被投诉人为投诉人延长会员期三个月，另退还部分费用。',
  ],
  proofWanted: '购物凭证或者付款记录',
  proofGiven: '已核对付款记录，金额与投诉一致。',
  place: '消费者权益保护科调解室',
  elsewhere: '来件咨询办事流程，没有具体的被投诉人和请求，已告知咨询途径。',
  visit: '电话回访，消费者表示问题已经解决。',
  receiver: '收发室 王敏',
};
