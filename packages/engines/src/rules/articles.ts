/** Names of countries and regions that take an article. */
const WITH_ARTICLE =
  /^(Americas|Bahamas|Comoros|Gambia|Maldives|Netherlands|Philippines|Seychelles|Vatican|(\p{Lu}\S+ )+(Islands|Republic|Kingdom|States|Emirates|Territory|Territories))$/u;

/** "the " before a name that is said with it: "in the Netherlands". */
export const theBefore = (name: string): 'the ' | '' => (WITH_ARTICLE.test(name) ? 'the ' : '');
