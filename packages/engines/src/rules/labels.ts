/** Whether a label says what a thing is about, as a message does, and is no name of it. */
export const isSubject = (label: string | undefined): boolean => label === 'subject';
