/**
 * Questions nobody has settled for certain, as known on 21 November 2026, and what the platform does about each. For
 * docs/law.md: those that a tenant can decide are switches (switches.ts), the others wait for their module or a source.
 */
export type UnsettledQuestion = { readonly question: string; readonly answer: string };

export const unsettledQuestions: readonly UnsettledQuestion[] = [
  {
    question: 'Whether a weekend counts as a statutory holiday when it is the last day of a calendar-day limit',
    answer:
      'Switch `weekends-roll` of each calendar-day rule whose text moves a last day on a holiday (CMP-02, OPR-01), default no; both days are always shown. PIP-01 has none: the standard its thirty days come from moves no last day, and the earlier day is the one that protects whoever asks. That of OPR-01 is used only by `fangxin due` until a module reads the rule.',
  },
  {
    question: 'Which text governs cases received before 15 April 2026: Order 121 has no transitional article',
    answer:
      'Switch `regime-day`, one for the whole of a case, default day of receipt (of a clue, the day it was found): grounds, papers, what screens cite, notices, CMP-01, CMP-03, CMP-05, CMP-06 and CMP-07 follow it. CMP-02 always follows the day of acceptance, jurisdiction the day of receipt. See decisions 0037 and 0045.',
  },
  {
    question:
      'What the second amendment of Order 20 changed: by the head of the text as republished, SAMR Order 61 of 29 September 2022, in force 1 November 2022 (unverified: its text was not found)',
    answer:
      'The rules of before 15 April 2026 are written from the text as amended on 24 March 2022 and say so in every reckoning (`order-20@2022-03-24`). Whoever has the last text compares the cited articles first; only then is its day entered as the version.',
  },
  {
    question:
      'Whether a request for recusal stops the mediation limit: art. 21 says "interrupt", art. 22 excludes only appraisal',
    answer: 'Switch `recusal-stops-limit` of CMP-02, default no.',
  },
  {
    question: 'Whether the limit may end mediation without an officer',
    answer:
      'Switch `end-mediation-without-officer` of TER-05, default no: the decision is drafted for a named officer.',
  },
  {
    question:
      'How many failed contacts show that a party does not come without good reason (art. 23(1)(2)): no text says a number',
    answer:
      'Switch `failed-contacts` of TER-02, default two; a clear refusal or a missed session needs no second one. A wrong number is none, and whoever is reached, answers or consents later ends what was counted.',
  },
  {
    question:
      'How often a seller must be tried by the address or telephone its platform shows before it cannot be reached (art. 13(3)): no text says a number',
    answer:
      'Switch `failed-contacts-as-shown` of JUR-05, default two; a refusal is an answer, and other numbers do not count.',
  },
  {
    question:
      'How far apart two attempts to reach somebody must lie to count as two (arts 13(3), 23(1)(2)): no text says it, and no verified figure of any authority was found',
    answer:
      'Configurable: switch `contact-hours-apart` of TER-02 and of JUR-05, default two hours. What is tried again the same way sooner after one that counts is part of that attempt; another way (a call, then a visit) is another attempt; `0` counts every one.',
  },
  {
    question:
      'Whether a decision on a complaint may come electronically to somebody nobody asked: the forms 5 to 8 allow internet, SMS and e-mail, the penalty procedure (art. 83) wants a consent for its own papers',
    answer:
      'Everybody is asked when filing: who agrees is told electronically, who does not gets letters. Of those nobody asked, switch `paper-without-consent` of NTC-01, default a message.',
  },
  {
    question: "Whether a food complaint is transferred where only the territory is another bureau's (FSL art. 115)",
    answer: 'Switch `transfer-food-for-territory` of JUR-09, default yes.',
  },
  {
    question:
      'Whether the seven working days for disputes over competence, placed among the report articles, hold for complaints',
    answer: 'Switch `competence-limit-for-complaints` of CMP-07, default yes.',
  },
  {
    question: 'How far ahead a session, an answer or a report back may be asked for: no text says it',
    answer:
      'Configurable: switch `session-days-ahead` of SES-01, default sixty days (as long as mediation may last) and never after the last day of mediation; switch `answer-days-ahead` of ANS-03, default thirty days; RPB-01 sixty days to report back.',
  },
  {
    question:
      'When a notice of complaint served by public notice counts as served: Order 121 has no article on service; the penalty procedure (art. 82) says thirty days for its own papers, sixty before its last amendment (the article is known from memory, as is Civil Procedure Law art. 95, which says thirty days)',
    answer:
      'Configurable: switch `public-notice-days` of ANS-03, default thirty days. An answer asked for that way is never due before those days and the days of ANS-02 after them, and may lie as many days after them as ANS-03 allows otherwise; the form asks it and the refusal names the first day. A paper itself is served that way (decision 0075) only as the last way, as Civil Procedure Law art. 95 and art. 82 have it: a letter that came back or a visit in vain is on file, nothing else is under way, place and reasons are said; what the paper asks for is due that many days after it counts.',
  },
  {
    question:
      'How often somebody whose filing at a companion bureau nobody registered is reminded, and how long it waits once its closing was annulled: no text says it',
    answer:
      'Configurable: switch `registration-reminder-days` of REG-02, default ten days, and as many again before the second and last reminder; switch `registration-days-anew` of REG-03, default fifteen days from the annulment, never less than what REG-01 still leaves.',
  },
  {
    question:
      'Whether real-name reporters are still told of the filing decision: gone from Order 121, kept by some bureaus',
    answer:
      'Switch `tell-real-name-reporter` of RPT-01, default no: used only by `fangxin due` until whether a case was opened is kept here.',
  },
  {
    question: 'How long complaint files are kept: no single term found',
    answer: 'Switch `complaint-file-years` of RET-04, default ten years, with legal hold.',
  },
  {
    question: 'How long reports and consultations are kept: no term found either',
    answer:
      'Switches `report-file-years` of RET-05 (default ten, counted from the last day of verification until the outcome of an enforcement case is kept here) and `consultation-file-years` of RET-06 (default three, from the closing, or from the day it was taken over from an earlier system), both with legal hold.',
  },
  {
    question: 'How long an authority keeps what somebody asked about their own data, and its answer: no term found',
    answer:
      'Switch `data-request-years` of RET-07, default three, from service or else from the answer; a copy given before an erasure goes with it, the proof that the duty was done stays without words.',
  },
  {
    question: 'Whether days before 15 April 2026 rolled over holidays: Order 20 has no article on periods',
    answer: 'Reckoned as art. 45 of Order 121 does; the day before the roll is shown as the target.',
  },
  {
    question: 'Whether rest days moved next to a holiday by the notice are statutory holidays for the last day',
    answer: 'All days the notice gives off count as holiday; weekends that merely adjoin one do not.',
  },
  {
    question: 'Fields, day limit, term and exclusions of complaint publicity (interim rules of 2023)',
    answer: 'Open: no verified text. Nothing personal is published and nothing without the consent of form 1.',
  },
  {
    question: 'Formulas for satisfaction and recognition rates, weights of the 100-city survey',
    answer: 'Open: numerator, denominator and rule version are kept with each figure.',
  },
  {
    question: 'Code tables and number format of the national 12315 platform, limits of 12345',
    answer:
      'Open: own code tables with a mapping; the external number is kept as it came. The limits of 12345 are local and move none of Order 121: its number and the day it took an order in are kept and start nothing; the day by which it wants the order back is not kept yet: a second clock, shown as no statutory one, comes with the module of hotlines and work orders.',
  },
  {
    question: 'Ratios of credit grades, limits of advance compensation, length of public notice and validity of titles',
    answer: 'Local: settled when their modules are built, as dated rules or switches.',
  },
  {
    question:
      'The law on procuratorial public-interest litigation and revisions of the penalty procedure after July 2026',
    answer: 'Open: re-checked before each release.',
  },
];
