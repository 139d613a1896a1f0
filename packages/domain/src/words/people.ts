/** Nouns that can only mean a person. */
const PEOPLE =
  'person employee worker manager curator conductor teacher captain leader editor mechanic keeper organiser organizer coordinator supervisor technician president secretary director author founder designer architect chef cook doctor nurse composer painter writer poet singer actor librarian sailor skipper student pupil user guest colleague volunteer trustee treasurer engineer scientist professor lecturer trainer coach farmer gardener baker barista brewer inventor researcher inspector driver pilot player mayor minister guide artist physician surgeon officer caretaker warden chairperson spokesperson instructor mentor tutor analyst agronomist auditor interviewer beekeeper veterinarian vet patient prescriber pharmacist translator illustrator photographer sculptor musician dancer commander navigator superior sister brother mother father friend harbourmaster stationmaster headmaster brewmaster postmaster sommelier carpenter shipwright potter weaver';

/** Nouns for who does something to a thing: a person or a firm, asked for with "who" either way. */
const AGENTS =
  'owner recipient publisher funder sponsor supplier operator builder manufacturer maker producer donor lender buyer seller customer client landlord tenant contractor vendor carrier courier insurer borrower';

/** Nouns that mean a person only when the value looks like a person's name. */
const MAYBE = 'contact head chair principal lead member host partner agent';

const among = (words: string): RegExp => new RegExp(`(^|\\s)(co)?(${words.replaceAll(' ', '|')})$`);
const PERSON = among(PEOPLE);
const AGENT = among(AGENTS);
const MAYBE_PERSON = among(MAYBE);
const FULL_NAME = /^\p{Lu}\S* (\S+ )*\p{Lu}\S*$/u;

/** Whether a noun means a person: then "who" and "this person", never "that" and "it". */
export const isPerson = (noun: string | undefined): boolean =>
  noun !== undefined && PERSON.test(noun);

/** Nouns that whoever has some part in a thing may go by as well. */
const GENERAL = /^(person|employee|worker|user|member|customer|client|guest|colleague)$/;

/** Whether a noun says what part people or firms have in something: its author, its carrier. */
export const isPart = (noun: string): boolean =>
  !GENERAL.test(noun) && (PERSON.test(noun) || AGENT.test(noun));

/** Whether people would ask for a field with "who": by its noun, or by its noun and its value. */
export const asksWho = (noun: string, value: unknown): boolean =>
  typeof value === 'string' &&
  (PERSON.test(noun) || AGENT.test(noun) || (MAYBE_PERSON.test(noun) && FULL_NAME.test(value)));
