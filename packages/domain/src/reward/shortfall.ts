/** Why a field of an answer does not match its label: a closed list, explained in docs/reward.md. */
export type Shortfall =
  /** The answer could not be read at all. */
  | 'unread'
  /** The answer lacks the field. */
  | 'missing'
  /** A value of another JSON type than the label. */
  | 'type'
  /** A text from which no number, date or time can be read in one way only. */
  | 'unreadable'
  /** Another value, beyond any tolerance. */
  | 'differs'
  /** A list with more or fewer elements. */
  | 'length'
  /** The elements of the label in another order. */
  | 'order';

/** For people who read a log. No sentence holds a value: neither the label's nor the answer's. */
export const shortfallSentences: Readonly<Record<Shortfall, string>> = {
  unread: 'no answer could be read',
  missing: 'the answer lacks this field',
  type: 'the value is of another JSON type than the label',
  unreadable: 'the text cannot be read as what the field holds, or can be read in two ways',
  differs: 'the value is another than the label, beyond the tolerance',
  length: 'the list has more or fewer elements than the label',
  order: 'the list holds the elements of the label in another order',
};
