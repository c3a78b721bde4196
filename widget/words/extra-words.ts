/** What a language may bring besides its messages: words of what loads after a click, which have English and Russian of their own. */

/** Where a call stands and what is wrong with a number, more closely than its state or its problem says. */
export interface CloserWords {
  "too-many-calls": string;
  at: string;
  opens: string;
  "visitor-answered": string;
  "visitor-ringing": string;
  "owner-answered": string;
  "owner-ringing": string;
  again: string;
  /** Between who did not answer and whose turn it is. */
  next: string;
  "owner-busy": string;
  "visitor-busy": string;
  "owner-no-answer": string;
  "visitor-no-answer": string;
  overdue: string;
  cancelled: string;
  missing: string;
  abroad: string;
  choose: string;
}

export interface PhonesWords {
  company: string;
  you: string;
  wait: string;
  to: string;
  wrong: string;
  goesOn: string;
}

export interface ExtraWords extends CloserWords, PhonesWords {
  yourTime: string;
  when: string;
  now: string;
  another: string;
  cancel: string;
  calendar: string;
  event: string;
  department: string;
  scale: string;
  star: string;
  thanks: string;
  optOut: string;
}
