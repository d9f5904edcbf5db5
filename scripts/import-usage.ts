/** What the command line of the import says of itself, and the flags that it takes. */

export const usage = `Imports a file: CSV, JSON, NDJSON or XLSX, packed or not. Nothing is guessed: what the file leaves open is asked, with the flag that answers it.

  npm run import -- FILE… [flags]

Several files, or a folder, are looked at before anything is stored: files with the columns of the first are read like
it, another is told of and mapped by itself, and what they leave open is asked once. A list of refused rows that was
mended needs no flags. In WORD=MEANING and COLUMN+COLUMN a backslash before , = + | makes it part of the word.

What it is
  --target NAME          incidents (as it is), changes, change-volumes, ai-activity, systems, actions
  --profile NAME         the tool it comes from; without it, it is recognised by its header
  --map FIELD=COLUMN     which column feeds a field; COLUMN+COLUMN joins, COLUMN|COLUMN takes the first filled one,
                         each:COLUMN+COLUMN makes a list of all, ticked:COLUMN+COLUMN of the names of those ticked
  --set FIELD=VALUE      the same value for every row
  --unmap FIELD          leave a field out
  --keep COLUMN          keep a column with the record under its own name
  --keep-all             keep all that would not be stored otherwise

How it is read
  --format NAME          csv, json, ndjson or xlsx; without it, it is detected
  --sheet NAME           of a workbook; without it, the first with a table
  --encoding NAME        utf-8, utf-16le, utf-16be, windows-1252, shift_jis
  --separator MARK       comma, semicolon, tab or pipe
  --no-header            the first row is data already (--header: it names the columns)
  --skip-lines N         lines before the header

What its values mean
  --order ORDER          dmy, mdy or ymd; FIELD=ORDER for one field
  --zone ZONE            of times that name none, such as Europe/Berlin, UTC or +05:45
  --zone-word WORD=ZONE  what PST or CST mean, such as PST=-08:00
  --date-only WHAT       day, midnight or refuse
  --month-year WHAT      keep or refuse months, quarters and years without a day
  --day-numbers WHAT     excel, excel-1904 or refuse: bare numbers among dates
  --over-midnight WHAT   next-day or as-written: a clock before the start's, with one date for both
  --unreadable TEXT=WHAT nothing or refuse: words where dates or numbers belong; WHAT alone for all of them
  --split FIELD=MARK     what parts the items of a list: , ; | / + & newline, or none; several: systems=,;
  --absent-end WHAT      unknown or open, where a row tells neither an end nor a state
  --mark MARK            point or comma, which begins a fraction; FIELD=MARK for one field
  --unit FIELD=UNIT      of durations that are plain numbers: seconds, minutes, hours, days
  --severity WORD=1..5   'critical=1,major=2,minor=3,none=unknown'
  --values FIELD:A=B     what the words of a field mean: 'kind:scheduled=maintenance,test=skip'
  --repeated WHAT        a key on several rows: last, last:COLUMN, fold, fold:COLUMN or none
  --natural-key FIELDS   title+startedAt: what tells rows apart that have no id; row for all of the row
  --create-systems       add the systems that are not there (--no-create-systems: refuse their rows)
  --empty-clears         an empty cell clears what is recorded
  --accept-proposals     take what is proposed for questions that were not answered
  --leave-unknown        leave unknown what is asked without costing a row

What is done
  --dry-run              say what would be done, and do nothing
  --refused FILE         write refused rows there, with line, reason and their own cells, to mend and import again;
                         of several files each has its own, named after it
  --allow-refused        refused rows are no failure
  --database URL         instead of DATABASE_URL

Exit: 0 done, 1 rows were refused, 2 nothing was done.`;

export const options = {
  target: { type: "string" },
  profile: { type: "string" },
  map: { type: "string", multiple: true },
  set: { type: "string", multiple: true },
  unmap: { type: "string", multiple: true },
  keep: { type: "string", multiple: true },
  "keep-all": { type: "boolean" },
  format: { type: "string" },
  sheet: { type: "string" },
  encoding: { type: "string" },
  separator: { type: "string" },
  header: { type: "boolean" },
  "skip-lines": { type: "string" },
  order: { type: "string", multiple: true },
  zone: { type: "string" },
  "zone-word": { type: "string", multiple: true },
  "date-only": { type: "string" },
  "month-year": { type: "string" },
  "day-numbers": { type: "string" },
  "over-midnight": { type: "string" },
  unreadable: { type: "string", multiple: true },
  split: { type: "string", multiple: true },
  "natural-key": { type: "string" },
  "absent-end": { type: "string" },
  mark: { type: "string", multiple: true },
  unit: { type: "string", multiple: true },
  severity: { type: "string", multiple: true },
  values: { type: "string", multiple: true },
  repeated: { type: "string" },
  "create-systems": { type: "boolean" },
  "empty-clears": { type: "boolean" },
  "accept-proposals": { type: "boolean" },
  "leave-unknown": { type: "boolean" },
  "dry-run": { type: "boolean" },
  refused: { type: "string" },
  "allow-refused": { type: "boolean" },
  database: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;
