import type { Script } from './scripted.ts';

/** A model that has one thing to say. */
export const reply: Script = () => ({ content: [{ type: 'text', text: 'Good evening.' }] });
