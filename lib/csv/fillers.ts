import { isMissing } from "./words.ts";

/** Words that fill a cell of which nothing is recorded. They may be values of some columns, so that somebody is asked. */

/** Nobody knows, nobody wrote it, or there is none: in English, German, French, Spanish, Portuguese, Italian, Dutch and Japanese. */
const nothingWords = `
  unknown|unkn|not known|not sure|unclear|undetermined|undecided|n/k|n.k|dunno|no idea|nothing|null|void|empty|blank|no value
  no data|no information|no info|no entry|missing|absent|n/a|n.a|na|none|nil|not available|unavailable|not applicable
  inapplicable|does not apply|n/d|n.d|n/v|not set|unset|not specified|unspecified|not stated|not provided|not given|not defined
  undefined|not recorded|unrecorded|not reported|not logged|not entered|not filled|not assigned|unassigned|not found|not listed
  tbd|tba|tbc|t.b.d|t.b.a|t.b.c|to be determined|to be decided|to be defined|to be announced|to be confirmed|to do|todo|pending
  ???|??|xxx|..|...|…|.|---|___|_|-|*|#|[]|{}|()|invalid date|nat|#ref!|#value!|#name?|#null!|#num!|#div/0!
  unbekannt|nicht bekannt|unklar|ungeklärt|keine|keiner|keines|kein|keine angabe|keine angaben|k.a|k/a|ohne angabe|leer|fehlt
  nicht angegeben|nicht erfasst|nicht vorhanden|nicht verfügbar|nicht zutreffend|entfällt|nicht bestimmt|nicht gesetzt
  keine daten|wird noch geklärt|folgt|nichts|noch unbekannt|noch nicht bekannt
  inconnu|inconnue|non connu|non connue|indéterminé|indéterminée|aucun|aucune|néant|rien|vide|manquant|non renseigné
  non renseignée|non précisé|non précisée|non spécifié|non spécifiée|non défini|non définie|non disponible|indisponible
  sans objet|s/o|s.o|n.c|non communiqué|non applicable|à déterminer|à définir|à confirmer|à préciser|pas de données
  desconocido|desconocida|no conocido|se desconoce|ninguno|ninguna|nada|vacío|vacio|vacía|falta|sin datos|sin dato
  sin información|sin especificar|no especificado|no definido|no disponible|no aplica|no aplicable|no consta|s/d|s.d
  por definir|por determinar|por confirmar|a determinar|a definir|sin asignar|pendiente
  desconhecido|desconhecida|não conhecido|nenhum|nenhuma|vazio|vazia|em branco|sem dados|sem informação|não informado
  não informada|não especificado|não definido|não disponível|indisponível|não aplicável|não se aplica|ausente|pendente
  sconosciuto|sconosciuta|ignoto|ignota|non noto|non nota|nessuno|nessuna|niente|nulla|vuoto|vuota|mancante|non specificato
  non definito|non disponibile|non applicabile|non indicato|da definire|da determinare|da confermare|nessun dato
  onbekend|niet bekend|geen|niets|leeg|ontbreekt|niet ingevuld|niet opgegeven|niet gespecificeerd|niet beschikbaar
  niet van toepassing|nvt|n.v.t|n.n.b|nader te bepalen|nog te bepalen|nog niet bekend|geen gegevens|onduidelijk
  不明|未定|未設定|未記入|未入力|未登録|未確認|未確定|なし|無し|無|該当なし|データなし|記載なし|空|空白|空欄|対象外|不詳
`;

/** It is not over, as the end or the duration of it is asked for. */
const notYetWords = `
  ongoing|on going|in progress|still in progress|still open|still ongoing|still active|still running|not yet|not yet resolved
  not resolved|unresolved|not closed|not ended|not finished|not over|not mitigated|open|active|current|currently|present|now
  today|continuing|continues|running|under investigation|investigating|never|until further notice
  laufend|läuft|läuft noch|andauernd|dauert an|noch nicht|noch nicht behoben|nicht behoben|ungelöst|offen|noch offen|in arbeit
  in bearbeitung|aktuell|aktiv|heute|jetzt|nie
  en cours|toujours en cours|encore en cours|pas encore|non résolu|ouvert|ouverte|actuel|actif|aujourd'hui|maintenant|jamais
  en curso|en progreso|en proceso|aún no|todavía no|no resuelto|sin resolver|abierto|abierta|actual|activo|hoy|ahora|nunca
  em andamento|em curso|em progresso|ainda não|não resolvido|aberto|aberta|atual|ativo|hoje|agora
  in corso|non ancora|non risolto|irrisolto|aperto|aperta|attuale|attivo|oggi|adesso|in sospeso
  lopend|gaande|nog bezig|bezig|in behandeling|nog niet|niet opgelost|onopgelost|openstaand|actief|huidig|vandaag|nooit
  継続中|対応中|進行中|調査中|確認中|未解決|未対応|未完了|未復旧|復旧中|発生中|現在|今
`;

const letters = /^\p{L}+$/u;
const dotted = /^\p{L}(?:\.\s*\p{L})+\.?$/u;

const nothing = setOf(nothingWords);
const notYet = setOf(notYetWords);

function setOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(/[|\n]/)
      .map(folded)
      .filter((word) => word !== ""),
  );
}

/** `<Not_Set>`, `"not set"` and `Not set…` are one word, and so are `t.b.d.` and `T. B. D`. */
function folded(text: string): string {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (letters.test(plain)) return plain;
  const bare = plain.replace(/^[\s<([{"'“„«*【「]+|[\s>)\]}"'”“»*】」]+$/g, "");
  if (dotted.test(bare)) return bare.replace(/\s+|\.$/g, "");
  const joined = bare.replace(/(?<=\p{L})[\s_-]+(?=\p{L})/gu, " ").replace(/\s*\/\s*/g, "/");
  return joined.replace(/(?<=\p{L})[.!…:]+$/u, "") || plain;
}

/** Whether a cell says no more than that nothing is recorded: “TBD”, “(blank)”, “keine Angabe”, “0000-00-00”. */
export function saysNothing(cell: string): boolean {
  return fills(cell, (word) => nothing.has(word));
}

/** The same where a moment, an amount or a duration belongs, of which “ongoing” says no more. */
export function isFiller(cell: string): boolean {
  return fills(cell, (word) => nothing.has(word) || notYet.has(word));
}

const longest = 40;

function fills(cell: string, known: (word: string) => boolean): boolean {
  if (cell.length > longest) return false;
  const first = cell.charCodeAt(0);
  // Most cells that begin with a digit are values.
  if (first >= 48 && first <= 57) return isZeroDate(cell);
  return isMissing(cell) || known(folded(cell));
}

const clock = String.raw`(?:[T ,]+00?:00(?::00(?:[.,]0+)?)?\s*(?:Z|[+-]00:?00|am|pm)?)?`;
const zeroDates = [
  String.raw`0{4}([-/.])0?0\1(?:0?0)`,
  String.raw`0?0([-/.])0?0\2(?:0{4}|00)`,
  "1900-01-00|0?1/0?0/1900|0?0[-/.]0?1[-/.]1900|0?0-jan-(?:19)?00",
];
const zeroDate = new RegExp(`^(?:${zeroDates.join("|")})${clock}$`, "i");

/** What databases and spreadsheets write for no date: 0000-00-00, 00/00/0000, 1900-01-00. */
function isZeroDate(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return (first === 48 || first === 49) && zeroDate.test(cell.trim());
}
