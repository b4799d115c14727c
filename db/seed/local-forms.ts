/** A letter in the wording of the made-up city: it reminds, and decides nothing. */
export const demoLocalForm = {
  title: '消费提示函',
  englishTitle: 'Consumer reminder',
  wording: [
    '我局{{receivedOn}}收到的关于{{matter}}的投诉（编号{{caseNumber}}）正在办理。',
    '为便于查明情况，请留意以下事项：',
    '{{提示事项}}',
    '如有疑问，请联系承办人员{{handler}}，电话{{handlerPhone}}。',
  ].join('\n'),
  aid: [
    'The complaint about {{matter}} received on {{receivedOn}} (number {{caseNumber}}) is being handled.',
    'Please note: {{提示事项}}',
    'For questions call {{handler}}, {{handlerPhone}}.',
  ].join('\n'),
  notes: '本函只作提示，不是受理、不予受理或者终止调解的决定。',
  fields: [{ label: '提示事项', required: true, long: true }],
  reason: '演示用的本机关文书格式',
} as const;
