/**
 * Characters that a screen obeys instead of showing: C0 and C1 controls, DEL, and those that turn
 * the direction of text (Unicode Standard Annex 9). No person types them into a question.
 */
export const CONTROL_CHARACTERS = /[\p{Cc}\p{Bidi_Control}]/gu;
