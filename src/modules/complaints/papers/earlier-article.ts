/** Articles of Order 121 that papers cite, as they stood in Order 20 (`earlierArticles` of the rulebook; a test holds them together). */
export const earlierOnPapers: Readonly<Record<string, string>> = {
  '13': '12',
  '13(4)': '12(3)',
  '16': '15',
  '18': '16',
  '19': '17',
  '21': '19',
  '22': '20',
  '23(1)': '21(1)',
  '33': '30',
  '44': '39(2)',
};

/** Throws where a paper cites what Order 20 did not have: such a sentence needs words of its own. */
export const earlierArticle = (article: string): string => {
  const earlier = earlierOnPapers[article];
  if (earlier === undefined) throw new Error(`article ${article} of Order 121 stood nowhere in Order 20`);
  return earlier;
};
