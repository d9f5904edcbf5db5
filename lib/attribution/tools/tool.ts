/**
 * By what a tool that writes code is known. Whatever identifies it (`numbers`, `logins`, `emails`, `names`) nobody
 * else has; `words` and `people` name it only where the place speaks of tools already.
 */
export interface Tool {
  /** Its proper name, which everything it is called by is folded to. */
  tool: string;
  /** Numbers of its accounts on GitHub: they stay when an account is renamed. */
  numbers?: readonly number[];
  /** Its accounts, in lower case, as they stand before @users.noreply.github.com. */
  logins?: readonly string[];
  emails?: readonly string[];
  /** Names that no person and no ordinary thing has, in lower case, parted by single spaces. */
  names?: readonly string[];
  /** Names that ordinary things have too: a co-author who has an address of his own may be anybody. */
  words?: readonly string[];
  /** First names of people: alone they say nothing, with a model behind them they do. */
  people?: readonly string[];
  /** How the branches begin that it makes. */
  branches?: readonly string[];
  /** Keys of trailers, in lower case, that name a session of it; and which of their values do, if not all. */
  sessions?: Readonly<Record<string, RegExp>>;
  /** Lines that it alone leaves, and that the grammar of footers does not know. */
  lines?: readonly RegExp[];
  /** It commits under the name of the person at the keyboard: as an author it has not acted alone. */
  assists?: true;
}
