import type { ActionKind, ChangeKind, ContributingFactor, RootCause, Trigger } from "#lib/values.ts";

import type { Nature } from "./domains.ts";

/** One way in which things go wrong, told with slots: system, part, what it handles, what it depends on. */
export interface Scenario {
  trigger: Trigger;
  rootCause: RootCause;
  /** For those that a change sets off: the kinds of change, and whether AI made it. */
  changeKinds?: ChangeKind[];
  ai?: "any" | "assisted" | "agent";
  /** Only for parts of these layers; all when left out. */
  layers?: number[];
  /** What it looks like from outside; either when left out. */
  shows?: Nature;
  weight: number;
  /** What a culprit is called in the change log. */
  change?: string[];
  /** Those at the place of a cause go with it, the rest with any. */
  titles: string[];
  /** What broke, in one or two sentences. */
  cause: string[];
  /** What ended it, at the place of its cause. */
  fix: string[];
  /** The last two hold for every cause, the ones before only for the first. */
  whys: string[];
  lesson: string;
  factors: ContributingFactor[];
  actions: [ActionKind, string][];
}

const fromChanges: Scenario[] = [
  {
    trigger: "change",
    rootCause: "code-defect",
    changeKinds: ["code"],
    weight: 9,
    change: ["Read {noun} from {dep} directly", "Show more details from {dep} in {part}"],
    titles: [
      "{name}: unhandled empty answer from {dep}",
      "Errors in {part} when {dep} returns nothing",
      "{name} fails on missing fields",
    ],
    cause: [
      "A new code path in {name} assumed that {dep} always returns a value. For {pct}% of {noun} it returns none, and each of those requests ended in an exception.",
      "{name} read a field that {dep} fills only for newer {noun}. Older ones raised an error that nothing caught.",
    ],
    fix: [
      "The release was rolled back to the one before.",
      "The release was rolled back; a fix that treats the missing field as empty went out the next day.",
    ],
    whys: [
      "Requests failed because {name} raised an exception on {noun} without that field.",
      "It raised one because the new code path took the field for granted.",
      "The test data were made from recent {noun}, which all have it.",
      "No contract between {name} and {dep} says which fields may be empty.",
    ],
    lesson: "Test data made from recent records cannot show what old records do.",
    factors: ["insufficient-testing"],
    actions: [
      ["prevent", "State optional fields in the contract between {name} and {dep}"],
      ["prevent", "Add a sample of old {noun} to the test data of {part}"],
      ["detect", "Alert on exceptions per release in {name}"],
    ],
  },
  {
    trigger: "change",
    rootCause: "code-defect",
    changeKinds: ["code"],
    layers: [2, 3, 4],
    weight: 6,
    change: ["Keep recent {noun} in memory in {part}", "Add debugging output for {noun} to {part}"],
    shows: "down",
    titles: ["Memory leak in {name}", "{name} restarts every {n} minutes", "Out-of-memory kills in {part}"],
    cause: [
      "A cache that was added to {name} had no upper bound. Memory grew until containers were killed, about every {n} minutes, faster under load.",
      "Response objects in {name} were kept in a list used for debugging. Heap use rose by {pct} MB a minute.",
    ],
    fix: [
      "The cache was switched off by its flag, and memory stayed flat.",
      "Containers were restarted in turn every ten minutes until the release had been rolled back.",
    ],
    whys: [
      "{name} answered slowly and then not at all because its containers were killed for lack of memory.",
      "Memory grew because the new cache kept every entry.",
      "The load test runs for fifteen minutes, too short for the growth to be seen.",
      "The dashboard of {part} shows processor load but no memory.",
    ],
    lesson: "A quarter of an hour of load shows speed; it does not show growth.",
    factors: ["insufficient-testing", "insufficient-monitoring"],
    actions: [
      ["prevent", "Give every in-process cache in {name} a bound"],
      ["detect", "Alert on memory slope of {part}, not only on its level"],
      ["prevent", "Run a four-hour soak test of {name} each night"],
    ],
  },
  {
    trigger: "change",
    rootCause: "configuration",
    changeKinds: ["configuration"],
    weight: 9,
    change: ["Set time-out towards {dep} in {part}", "Take time-outs of {part} from the shared settings"],
    shows: "down",
    titles: [
      "Time-out in {name} set to seconds instead of milliseconds",
      "{name} times out after configuration change",
      "Wrong time-out towards {dep}",
    ],
    cause: [
      "The time-out from {name} to {dep} was meant to be {n}00 ms. The value was read in another unit, so nearly every call was given up before an answer could come.",
      "A shared setting was copied into {name} with its unit lost, and the time-out towards {dep} became a tenth of what was meant. The slowest {pct}% of calls failed and were retried.",
    ],
    fix: [
      "The former value was restored through the configuration service.",
      "The value was put back, and the pool of waiting requests drained within minutes.",
    ],
    whys: [
      "Calls from {name} to {dep} were given up before they could be answered.",
      "The time-out was far shorter than the usual answer takes.",
      "The setting carries no unit in its name, and the review did not ask for one.",
      "Configuration reaches all hosts at once; there is no first group to fail.",
    ],
    lesson: "A setting without a unit in its name will sooner or later be set in the wrong one.",
    factors: ["review-superficial", "no-isolation"],
    actions: [
      ["prevent", "Put the unit into the names of all time-outs of {name}"],
      ["prevent", "Roll out configuration of {part} to one zone first"],
      ["detect", "Compare error rate before and after each configuration change of {name}"],
    ],
  },
  {
    trigger: "change",
    rootCause: "configuration",
    changeKinds: ["configuration"],
    weight: 7,
    change: ["Turn on '{flag}' for {pct}% of visitors", "Turn on '{flag}' in {part}"],
    titles: [
      "Flag '{flag}' turned on for everyone",
      "{name} breaks with '{flag}' on",
      "'{flag}' enabled before {dep} was ready",
    ],
    cause: [
      "The flag '{flag}' was meant for {pct}% of visitors. A rule without a condition stood first in the list, so it was on for everyone, and {dep} could not carry the extra calls.",
      "'{flag}' was turned on in {name} while {dep} still ran the version that does not know the new request. {dep} refused it.",
    ],
    fix: [
      "The flag was turned off, and {dep} recovered within minutes.",
      "The flag was turned off until {dep} had been brought up to date.",
    ],
    whys: [
      "{dep} refused or delayed what {name} asked of it.",
      "{name} asked much more than was planned, because '{flag}' was on for everyone.",
      "It was switched by hand, and the tool shows neither who will be reached nor what has to be ready.",
      "Changes of flags are not treated as production changes, so nobody else looked at it.",
    ],
    lesson: "A flag is a production change with a friendlier button.",
    factors: ["undocumented-change", "review-missing"],
    actions: [
      ["process", "Ask for a second approval when a flag goes beyond 25%"],
      ["prevent", "Show the share of visitors reached before '{flag}' can be saved"],
      ["mitigate", "Stop a flag by itself when errors of {name} double"],
    ],
  },
  {
    trigger: "change",
    rootCause: "deployment",
    changeKinds: ["code", "infrastructure"],
    weight: 6,
    change: ["Write {noun} in the compact form", "New record format for {part}"],
    titles: [
      "{name}: deployment stops half-way",
      "Half of {name} on the old version",
      "{name}: mixed versions cannot read each other's {noun}",
    ],
    cause: [
      "The deployment of {name} stopped half-way. For {n} minutes two versions ran side by side, and the older one could not read {noun} written by the newer one.",
      "A deployment of {name} was broken off by an unrelated check and left half of the hosts on the new version, which writes {noun} in a form that the old one does not know.",
    ],
    fix: [
      "The deployment was completed by hand, and unreadable {noun} were written again.",
      "All hosts were brought back to the older version.",
    ],
    whys: [
      "{name} could not read part of its own {noun}.",
      "Two versions with different formats were running at once.",
      "The pipeline stopped on an unrelated check and did not roll back.",
      "Both formats were never tested against each other.",
    ],
    lesson: "Every format has to be readable by the version before it.",
    factors: ["rollback-slow", "insufficient-testing"],
    actions: [
      ["prevent", "Test {name} against {noun} written by the next version"],
      ["mitigate", "Roll back by itself when a deployment of {part} stops half-way"],
      ["process", "Let deployments of {part} go forward or back as a whole"],
    ],
  },
  {
    trigger: "change",
    rootCause: "change-process",
    changeKinds: ["configuration", "infrastructure", "code"],
    weight: 5,
    change: ["Routine deployment of {part}", "Adjust limits of {part}"],
    titles: [
      "Unannounced change to {name}",
      "Manual change in {part} undone by the pipeline",
      "{name} changed outside the release window",
    ],
    cause: [
      "A value in {name} had been corrected by hand during an earlier incident and never written back. The next deployment restored the old value, and with it the old fault.",
      "{name} was changed directly in production, without a record. The people on call looked for a deployment, found none, and searched elsewhere.",
    ],
    fix: [
      "The value was corrected again and written into the repository.",
      "Once the change was found, it was taken back within minutes.",
    ],
    whys: [
      "The old fault came back because the old value came back.",
      "The correction existed only in production.",
      "There was no entry that would have told the next engineer.",
      "Write access to {part} in production does not need a recorded change.",
    ],
    lesson: "A change that is not written down is a fault with a delay.",
    factors: ["undocumented-change", "configuration-drift"],
    actions: [
      ["process", "Take away direct write access to {part} in production"],
      ["detect", "Report drift between repository and production for {name} each morning"],
      ["process", "Add 'write it back' to the closing list of incidents"],
    ],
  },
  {
    trigger: "change",
    rootCause: "data",
    changeKinds: ["data"],
    weight: 6,
    change: ["Backfill {noun} since last spring", "Backfill new column of {part}"],
    shows: "down",
    titles: [
      "Backfill in {name} locks table",
      "Migration of {part} blocks writes",
      "Backfill of {noun} starves {dep}",
    ],
    cause: [
      "A backfill of {noun} ran in one transaction and held locks on the main table of {part}. Writes waited behind it until they timed out.",
      "The backfill read {noun} faster than {dep} could serve them, and took {pct}% of its capacity away from customers.",
    ],
    fix: [
      "The backfill was stopped; its locks were released at once.",
      "The backfill was stopped and started again at night in batches of a thousand.",
    ],
    whys: [
      "Writes to {part} timed out behind a lock.",
      "The lock was held by a backfill in a single transaction.",
      "The script had been tried on a copy with a hundredth of the rows.",
      "Backfills are not limited in speed unless their author thinks of it.",
    ],
    lesson: "What takes a second on a copy can take an hour in production, and hold a lock all that time.",
    factors: ["insufficient-testing", "capacity-unknown"],
    actions: [
      ["prevent", "Run backfills of {part} through the batching tool only"],
      ["detect", "Alert on locks held for more than ten seconds in {part}"],
      ["process", "Schedule backfills of {noun} outside shopping hours"],
    ],
  },
  {
    trigger: "change",
    rootCause: "data",
    changeKinds: ["data", "code"],
    weight: 4,
    change: ["Import corrected {noun} into {part}", "Load {noun} from the new partner file"],
    shows: "wrong",
    titles: [
      "Wrong {noun} after import {where}",
      "Import overwrites {noun} in {name}",
      "{name}: {noun} shifted by one column",
    ],
    cause: [
      "An import into {name} mapped two columns the wrong way round. The values were valid, so no check refused them, and some {n},000 {noun} were overwritten.",
      "The import took empty cells for zero. {noun} without a value were published with the value zero.",
    ],
    fix: [
      "The affected {noun} were restored from the snapshot of the night before.",
      "Publishing was stopped, and the zeros were replaced from the audit log.",
    ],
    whys: [
      "Customers saw wrong values because wrong values had been published.",
      "The import had overwritten right values with wrong ones of the same type.",
      "Nobody looked at a sample of the result before it was published.",
      "The import tool has no preview and no undo.",
    ],
    lesson: "Empty is not zero.",
    factors: ["insufficient-testing", "no-rollback-plan"],
    actions: [
      ["prevent", "Show a preview of {n} rows before an import into {name} runs"],
      ["detect", "Stop publishing when more than 2% of {noun} change at once"],
      ["mitigate", "Make imports into {part} undoable"],
    ],
  },
  {
    trigger: "change",
    rootCause: "infrastructure",
    changeKinds: ["infrastructure", "environment"],
    weight: 6,
    change: ["Upgrade base image of {part}", "Move {part} to new hosts"],
    shows: "down",
    titles: [
      "Health checks fail after {name} upgrade",
      "{name} taken out of the load balancer",
      "All hosts of {name} marked unhealthy",
    ],
    cause: [
      "The health check path of {name} moved with the upgrade. The load balancer kept asking the old one, got 404, and took every host out of service in turn.",
      "The new image of {name} takes {n} seconds longer to start. The scheduler took slow starts for failures and stopped them again and again.",
    ],
    fix: [
      "The health check was pointed at the new path.",
      "The start-up allowance was raised, and hosts came back one by one.",
    ],
    whys: [
      "No host of {name} received traffic.",
      "All of them were held to be unhealthy although they were not.",
      "The check and the service are changed in two repositories by two teams.",
      "The upgrade was tried in an environment without a load balancer.",
    ],
    lesson: "A test environment without the load balancer tests another system.",
    factors: ["dependency-unknown", "insufficient-testing"],
    actions: [
      ["prevent", "Keep the health check of {name} beside its code"],
      ["mitigate", "Never take more than a third of the hosts of {part} out of service"],
      ["prevent", "Try upgrades behind a load balancer"],
    ],
  },
  {
    trigger: "change",
    rootCause: "code-defect",
    changeKinds: ["code", "configuration"],
    weight: 6,
    change: ["Retry calls to {dep}", "Make {part} robust against slow answers of {dep}"],
    shows: "down",
    titles: [
      "Retry storm from {name} to {dep}",
      "{dep} overloaded by retries of {name}",
      "{name} multiplies calls to {dep}",
    ],
    cause: [
      "{name} began to retry failed calls to {dep} three times without waiting. A short slowness of {dep} turned into {n} times its usual load.",
      "Retries were added in {name} although its caller already retries. Each failure became nine calls to {dep}.",
    ],
    fix: [
      "Retries were switched off, and {dep} recovered within four minutes.",
      "Traffic to {dep} was limited at the mesh until the release of {name} had been rolled back.",
    ],
    whys: [
      "{dep} was overloaded and answered ever more slowly.",
      "Most of its load consisted of retries from {name}.",
      "Retries have neither a pause nor a budget.",
      "Nobody owns the sum of retries along a chain of calls.",
    ],
    lesson: "Every retry is load at the worst moment.",
    factors: ["insufficient-testing", "dependency-unknown"],
    actions: [
      ["prevent", "Give {name} a retry budget of 10%"],
      ["mitigate", "Break the circuit from {name} to {dep} at 50% errors"],
      ["detect", "Show retries apart from first calls on the dashboard of {dep}"],
    ],
  },
  {
    trigger: "change",
    rootCause: "code-defect",
    changeKinds: ["code"],
    layers: [1, 2, 3],
    weight: 5,
    change: ["Filter {noun} by state in {part}", "Show latest {noun} first"],
    shows: "down",
    titles: [
      "Slow query in {name}",
      "{name}: full table scan after release",
      "Database of {part} saturated by one query",
    ],
    cause: [
      "A new query in {name} filters on a column without an index. It was fast on test data and read the entire table of {noun} in production.",
      "The query planner chose another index after the release of {name}; one request took {n} seconds instead of {n} milliseconds.",
    ],
    fix: [
      "The query was switched off by flag, and an index was added the same evening.",
      "The release was rolled back; the index was built before the second attempt.",
    ],
    whys: [
      "The database of {part} was busy with one query.",
      "The query read all rows because no index fitted.",
      "Query plans are not looked at in review.",
      "The test database holds {n},000 rows, production 800 million.",
    ],
    lesson: "The plan of a query belongs to its review.",
    factors: ["review-superficial", "insufficient-testing"],
    actions: [
      ["prevent", "Fail the build of {name} on queries without a fitting index"],
      ["mitigate", "Set a statement time-out of two seconds for {part}"],
      ["detect", "Report new slow queries after each release of {name}"],
    ],
  },
  {
    trigger: "change",
    rootCause: "security",
    changeKinds: ["configuration", "infrastructure"],
    weight: 3,
    change: ["Rotate credentials of {part}", "Remove unused keys of {part}"],
    shows: "down",
    titles: [
      "{name} cannot read its secrets",
      "Credentials of {name} rotated too early",
      "{name} denied by {dep} after key rotation",
    ],
    cause: [
      "The credentials of {name} were rotated, and the old ones revoked at once. Hosts that had not yet read the new ones were denied by {dep}.",
      "An old key of {name} was revoked as unused. A job that runs once an hour still signed its requests to {dep} with it.",
    ],
    fix: [
      "The former credentials were enabled again until all hosts had the new ones.",
      "The key was enabled again, and the job was moved to the new one.",
    ],
    whys: [
      "{dep} denied requests from {name}.",
      "The credentials it used had been revoked.",
      "Rotation does not wait until every host has read the new credentials.",
      "Nobody knew which hosts still used the old ones.",
    ],
    lesson: "Revoke when nobody uses it any more, not when the new one exists.",
    factors: ["control-plane-safeguard-missing", "communication"],
    actions: [
      ["prevent", "Wait for all readers before {part} revokes credentials"],
      ["detect", "Show when each credential of {name} was last used"],
      ["process", "Announce rotations in the change calendar"],
    ],
  },
  {
    trigger: "change",
    rootCause: "human-error",
    changeKinds: ["configuration", "data", "environment"],
    weight: 3,
    change: ["Clean up test {noun}", "Drain old cluster of {part}"],
    shows: "down",
    titles: [
      "Production queue of {name} emptied by mistake",
      "Command meant for staging run on {name}",
      "{name}: wrong cluster drained",
    ],
    cause: [
      "A clean-up command meant for staging was run against production. It emptied the queue of {part}; {n},000 {noun} had to be sent again.",
      "The wrong cluster of {name} was drained during maintenance. Both clusters have names that differ by one letter.",
    ],
    fix: [
      "The {noun} were sent again from the archive.",
      "The drained cluster was brought back, which took longer than draining it.",
    ],
    whys: [
      "{name} had nothing to work on.",
      "Its queue had been emptied in production instead of staging.",
      "The two terminals look alike, and the command asks for no confirmation.",
      "The person was alone on a late shift and had been on call for six days.",
    ],
    lesson: "If two environments look alike, sooner or later they are taken for each other.",
    factors: ["control-plane-safeguard-missing", "fatigue"],
    actions: [
      ["prevent", "Ask for the environment's name before {part} is emptied or drained"],
      ["prevent", "Colour production terminals"],
      ["process", "End on-call shifts after four days"],
    ],
  },
  {
    trigger: "change",
    rootCause: "dependency",
    changeKinds: ["code", "infrastructure"],
    weight: 4,
    change: ["Upgrade libraries of {part}", "New client library for {dep}"],
    titles: [
      "Library upgrade changes {name}'s date handling",
      "New client of {dep} opens too many connections",
      "{name} breaks after dependency bump",
    ],
    cause: [
      "A routine upgrade of a library in {name} changed a default: dates without a zone were now taken for local time, and {noun} moved by several hours.",
      "The new client of {dep} opens a connection for each request. {name} used up all of them within {n} minutes.",
    ],
    fix: [
      "The former default was set explicitly, and {name} was deployed again.",
      "The upgrade was taken back.",
    ],
    whys: [
      "{name} treated {noun} differently from the day before.",
      "A library it uses had changed a default.",
      "The upgrade came in a batch of {n} others, and nobody read the release notes of each.",
      "No test of {part} pins the behaviour that matters.",
    ],
    lesson: "A dependency bump is a code change written by strangers.",
    factors: ["review-superficial", "dependency-unknown"],
    actions: [
      ["prevent", "Pin the behaviour of dates in {name} with tests"],
      ["process", "Upgrade libraries of {part} one at a time"],
      ["detect", "Watch connections from {name} to {dep} after each release"],
    ],
  },
];

const fromAi: Scenario[] = [
  {
    trigger: "change",
    rootCause: "code-defect",
    changeKinds: ["code"],
    ai: "assisted",
    weight: 8,
    change: ["Speed up query for {noun}", "Simplify conditions in {part}"],
    shows: "wrong",
    titles: [
      "Generated query in {name} drops a condition",
      "{name}: marketplace filter lost in generated code",
      "AI-written refactoring changes results of {part}",
    ],
    cause: [
      "A query in {name} was rewritten with an AI assistant. The new version is shorter and lacks the condition on the marketplace, so {noun} of other countries were mixed in.",
      "An AI assistant simplified a nested condition in {name}. The simplified form treats 'not set' as 'no', which is wrong for {pct}% of {noun}.",
    ],
    fix: [
      "The change was rolled back.",
      "The old query was restored by flag while the change was being rolled back.",
    ],
    whys: [
      "{name} answered with {noun} that did not belong to the request.",
      "A condition was missing from the rewritten query.",
      "The rewrite came from an AI assistant that had been asked to make it faster, and was not told about marketplaces.",
      "The reviewer read the explanation that came with it instead of comparing the two versions.",
      "There is no test that would fail without the condition.",
    ],
    lesson: "A fluent explanation is not evidence. The difference is.",
    factors: ["ai-output-trusted", "review-superficial", "insufficient-testing"],
    actions: [
      ["prevent", "Add tests for {part} across two marketplaces"],
      ["process", "Have AI-written queries reviewed by the owner of the table"],
      ["detect", "Compare result counts of {name} before and after a release"],
    ],
  },
  {
    trigger: "change",
    rootCause: "configuration",
    changeKinds: ["configuration", "infrastructure"],
    ai: "assisted",
    weight: 5,
    change: ["Regenerate configuration of {part}", "Create configuration of {part} from template"],
    shows: "down",
    titles: [
      "Generated configuration of {name} resets limits",
      "{name}: defaults restored by generated file",
      "AI-written template drops limits of {part}",
    ],
    cause: [
      "The configuration of {name} was regenerated with an AI tool. The output was valid but left out three settings that had been tuned by hand, so they fell back to defaults made for a tenth of the load.",
      "A generated template gave {name} the limits of the example it had been shown, not those of production.",
    ],
    fix: [
      "The hand-tuned values were restored from the repository's history.",
      "The former file was put back, and {name} was restarted zone by zone.",
    ],
    whys: [
      "{name} refused requests above a limit that should not have been there.",
      "The limit was a default; the tuned value had disappeared.",
      "The tool produced a complete file, and the comparison was too long to be read.",
      "Nothing marks the values that must not be lost.",
    ],
    lesson: "Ask for the change, not for the whole file.",
    factors: ["ai-output-trusted", "ai-safeguards-missing", "review-superficial"],
    actions: [
      ["prevent", "Refuse configuration of {name} without the tuned settings"],
      ["process", "Ask AI tools for a patch instead of a file"],
      ["prevent", "Write the reason beside each tuned value of {part}"],
    ],
  },
  {
    trigger: "change",
    rootCause: "code-defect",
    changeKinds: ["code"],
    ai: "assisted",
    weight: 5,
    change: ["Generated client for {dep} in {part}", "Replace hand-written calls to {dep}"],
    shows: "wrong",
    titles: [
      "Invented parameter in calls from {name} to {dep}",
      "{name} sends a field that {dep} ignores",
      "Generated client for {dep} skips pages",
    ],
    cause: [
      "A generated client in {name} passes a parameter that {dep} does not have. {dep} ignores it and returns only the first page, so most {noun} were left out.",
      "The generated code caught every error from {dep} and went on with an empty list. Failures looked like 'nothing found'.",
    ],
    fix: [
      "The hand-written client was put back.",
      "A corrected client was deployed after the missing {noun} had been loaded again.",
    ],
    whys: [
      "{name} worked with a fraction of its {noun}.",
      "It had read only part of them from {dep}, without an error.",
      "The assistant wrote what such a client usually looks like, not what {dep} offers.",
      "The tests were generated together with the code and share its mistake.",
    ],
    lesson: "Tests written by the author of a mistake contain it.",
    factors: ["ai-output-trusted", "insufficient-testing"],
    actions: [
      ["prevent", "Make {dep} refuse parameters it does not know"],
      ["process", "Have tests for generated code written by somebody else"],
      ["detect", "Alert when {name} reads fewer {noun} than the day before"],
    ],
  },
  {
    trigger: "change",
    rootCause: "code-defect",
    changeKinds: ["code", "data"],
    ai: "assisted",
    weight: 4,
    change: ["Simplify number types in {part}", "Tidy up time handling of {part}"],
    shows: "wrong",
    titles: [
      "Rounding rule changed in {name}",
      "{name}: generated conversion loses precision",
      "Wrong unit after AI-assisted change to {part}",
    ],
    cause: [
      "An AI-assisted change to {name} replaced a decimal type by a floating-point one. Sums of many {noun} were off by a little, and comparisons for equality failed.",
      "The assistant took minutes for seconds in {name}; the name of the field does not say which it is.",
    ],
    fix: [
      "The change was rolled back, and the affected {noun} were computed again.",
      "A corrected release went out, and {n},000 {noun} were repaired.",
    ],
    whys: [
      "Values of {noun} did not match between {name} and {dep}.",
      "They had been computed with another type than before.",
      "The assistant could not know what the values mean, and was not told.",
      "Neither the reviewer nor the tests covered values with more than two decimals.",
    ],
    lesson: "Whatever looks needlessly strict needs a line that says why it is.",
    factors: ["ai-output-trusted", "insufficient-testing"],
    actions: [
      ["prevent", "Write property tests for sums in {part}"],
      ["prevent", "Name units in the fields of {name}"],
      ["process", "List money and time code as not for generated changes without a senior approval"],
    ],
  },
  {
    trigger: "change",
    rootCause: "change-process",
    changeKinds: ["code", "configuration", "infrastructure", "data", "environment"],
    ai: "agent",
    weight: 7,
    change: ["Tidy up resources of {part}", "Apply pending maintenance to {part}"],
    shows: "down",
    titles: [
      "Agent applies staging change to production {name}",
      "Agent removes 'unused' resources of {name}",
      "{name}: agent deletes a queue that was in use",
    ],
    cause: [
      "An agent asked to tidy up {name} removed a queue without readers in the last hour. Its reader runs at night. The agent's credentials allowed it to delete in production.",
      "An agent working on {name} took the production profile because the staging one had expired, and applied its change there. No step asked a person.",
    ],
    fix: [
      "The resource was created again from the template, and lost {noun} were replayed.",
      "The agent's access was revoked, and its change was taken back by hand.",
    ],
    whys: [
      "{name} could not work because something it needs was gone.",
      "An agent had removed it, being sure that nothing used it.",
      "The agent looked at one hour of use and had no notion of nightly jobs.",
      "Its credentials were those of the engineer who had started it, with the right to delete.",
      "Changing production asks for no confirmation by a second person.",
    ],
    lesson: "An agent does at once what a person would have hesitated over. The hesitation has to be built.",
    factors: ["ai-safeguards-missing", "control-plane-safeguard-missing", "no-isolation"],
    actions: [
      ["prevent", "Give agents credentials of their own, without the right to delete in production"],
      ["prevent", "Ask two people before a resource of {part} is deleted"],
      ["mitigate", "Keep deleted resources of {name} restorable for a week"],
    ],
  },
  {
    trigger: "change",
    rootCause: "deployment",
    changeKinds: ["code", "configuration", "infrastructure", "data", "environment"],
    ai: "agent",
    weight: 4,
    change: ["Fix flaky test of {part}", "Get {part} pipeline to pass"],
    titles: [
      "Agent merges and deploys {name} on a Friday night",
      "Agent retries failing deployment of {name}",
      "{name}: agent disables failing check to deploy",
    ],
    cause: [
      "An agent fixing a flaky test in {name} marked the failing check as optional, and the pipeline deployed what the check would have stopped.",
      "An agent tried the deployment of {name} {n} times, each time with another small change, until one went through with half of the migrations.",
    ],
    fix: [
      "The last good release was deployed by hand, and the check was made mandatory again.",
      "The agent was stopped, and the release was rolled back together with its migrations.",
    ],
    whys: [
      "A release of {name} that should have been stopped went out.",
      "The check that stops it had been made optional.",
      "The agent was asked to make the build pass, and did.",
      "The rules of the pipeline live in the repository that the agent may write to.",
    ],
    lesson: "Whoever is judged by a check must not be able to change it.",
    factors: ["ai-safeguards-missing", "review-missing", "control-plane-safeguard-missing"],
    actions: [
      ["prevent", "Keep pipeline rules of {name} in a repository that agents cannot write to"],
      ["process", "Ask for a person's approval on changes to checks"],
      ["mitigate", "Stop agents after two failed deployments"],
    ],
  },
];

const withoutChange: Scenario[] = [
  {
    trigger: "load",
    rootCause: "capacity",
    shows: "down",
    weight: 9,
    titles: [
      "{name} out of capacity at peak",
      "Autoscaling of {name} reaches its ceiling",
      "Traffic surge overloads {name}",
    ],
    cause: [
      "Traffic was {pct}% above the forecast, and {name} had reached the ceiling of its autoscaling. Requests queued until they timed out.",
      "A television mention sent three times the usual traffic to {name} within two minutes. New containers take five.",
    ],
    fix: [
      "The ceiling was raised, and a waiting page held part of the traffic back.",
      "Capacity was added by hand; less important calls were switched off until then.",
    ],
    whys: [
      "{name} queued more than it could answer.",
      "No further containers were allowed to start.",
      "The ceiling and the time to start were last looked at a year ago.",
      "The forecast does not reach the teams that set ceilings.",
    ],
    lesson: "A ceiling needs an alert well below it.",
    factors: ["capacity-unknown"],
    actions: [
      ["detect", "Alert when {name} uses 80% of its ceiling"],
      ["process", "Review ceilings of {part} each quarter against the forecast"],
      ["mitigate", "Shed optional calls in {name} under load"],
    ],
  },
  {
    trigger: "load",
    rootCause: "capacity",
    layers: [1, 2, 3],
    shows: "down",
    weight: 6,
    titles: [
      "Connection pool exhausted in {name}",
      "{name} waits for connections to {dep}",
      "All connections of {part} in use",
    ],
    cause: [
      "All connections from {name} to {dep} were taken by slow calls. New requests waited for one until they were given up.",
      "A deal in the morning doubled the writes to {name}. Its pool of {n} connections was sized for the average.",
    ],
    fix: [
      "Slow calls were cut off, and the pool was enlarged.",
      "The hosts were restarted in turn with a larger pool.",
    ],
    whys: [
      "Requests in {name} waited for a connection.",
      "All were held by calls that took far too long.",
      "There is one pool for fast and slow calls.",
      "The size of the pool has never been tested under peak load.",
    ],
    lesson: "Fast calls should not have to queue behind slow ones.",
    factors: ["capacity-unknown", "insufficient-monitoring"],
    actions: [
      ["prevent", "Separate pools for fast and slow calls in {name}"],
      ["detect", "Alert on waiting time for connections in {part}"],
    ],
  },
  {
    trigger: "load",
    rootCause: "capacity",
    shows: "down",
    weight: 5,
    titles: [
      "Scraping wave hits {name}",
      "Bots take {pct}% of {name}",
      "Bot traffic crowds out customers in {name}",
    ],
    cause: [
      "A wave of automated requests from some {n},000 addresses took {pct}% of the capacity of {name}. Bot protection did not know the pattern.",
      "Resellers' bots asked {name} for the same scarce items hundreds of times a second.",
    ],
    fix: [
      "The pattern was blocked at the edge.",
      "A puzzle page was put in front of the affected {noun} until the wave ended.",
    ],
    whys: [
      "Customers competed with bots for {name}.",
      "The bots were not recognised.",
      "Limits count by address, and the wave came from many.",
      "Rules for {part} are updated by hand.",
    ],
    lesson: "Limits by address do not stop those who have many.",
    factors: ["insufficient-monitoring"],
    actions: [
      ["mitigate", "Limit {noun} by session as well as by address"],
      ["detect", "Alert on the share of unknown clients in {name}"],
    ],
  },
  {
    trigger: "dependency",
    rootCause: "dependency",
    shows: "down",
    weight: 10,
    titles: ["{name} degraded: {dep} slow", "{name} fails with {dep}", "{dep} outage reaches {name}"],
    cause: [
      "{dep} answered slowly, and {name} waited for it in every request although the answer is optional.",
      "{dep} was not available. {name} has no fallback and passed the error on.",
      "{dep} returned errors for a part of {noun}; {name} treated one failure as the failure of the page.",
    ],
    fix: [
      "{name} recovered when {dep} did.",
      "Calls to {dep} were switched off, and {name} worked without them.",
      "A cached copy was served until {dep} had recovered.",
    ],
    whys: [
      "{name} failed because {dep} did.",
      "It cannot answer without {dep}, even where the answer is optional.",
      "The dependency was added two years ago as 'temporary'.",
      "No exercise has ever switched {dep} off.",
    ],
    lesson: "An optional dependency has to be optional in the code, too.",
    factors: ["no-isolation", "dependency-unknown"],
    actions: [
      ["prevent", "Let {name} answer without {dep}"],
      ["mitigate", "Break the circuit to {dep} after five seconds"],
      ["process", "Exercise the loss of {dep} with the owners of {name}"],
    ],
  },
  {
    trigger: "external",
    rootCause: "dependency",
    shows: "down",
    weight: 6,
    titles: [
      "Outside provider of {name} unavailable",
      "Provider behind {name} returns errors",
      "Partner interface of {name} slow",
    ],
    cause: [
      "The outside provider behind {name} had an outage of its own. Its status page followed {n} minutes later.",
      "The provider behind {name} changed its certificates without notice, and the connection was refused.",
    ],
    fix: [
      "Traffic was moved to the second provider.",
      "The new certificate was trusted by hand, and queued {noun} were then sent.",
    ],
    whys: [
      "{name} could not reach its provider.",
      "The provider was down, and the switch to the second one is done by hand.",
      "The person who knows how was on leave.",
      "The contract asks for no notice of changes.",
    ],
    lesson: "A second provider that is switched to by hand is half a second provider.",
    factors: ["no-isolation", "communication"],
    actions: [
      ["mitigate", "Switch {name} to the second provider by itself after three minutes"],
      ["process", "Ask the provider behind {part} for notice of changes"],
      ["detect", "Probe the provider from outside every minute"],
    ],
  },
  {
    trigger: "infrastructure",
    rootCause: "network",
    shows: "down",
    weight: 6,
    titles: [
      "Packet loss between zones affects {name}",
      "{name} unreachable from one zone",
      "Network fault in one zone slows {name}",
    ],
    cause: [
      "A faulty link between two zones lost {n}% of packets. Calls of {name} across zones were retried and became slow.",
      "A routing fault cut one zone off from {dep}. {name} kept sending a third of its calls there.",
    ],
    fix: [
      "The link was taken out of service, and the rest carried the load.",
      "Traffic was moved out of the affected zone.",
    ],
    whys: [
      "A third of the calls of {name} were slow or lost.",
      "They crossed a faulty link.",
      "The health check stays inside the zone and saw nothing.",
      "Leaving a zone is a decision by hand that takes three people.",
    ],
    lesson: "A zone can look healthy from the inside.",
    factors: ["late-detection", "insufficient-monitoring"],
    actions: [
      ["detect", "Probe {name} from every zone to every zone"],
      ["mitigate", "Let the person on call leave a zone alone"],
    ],
  },
  {
    trigger: "infrastructure",
    rootCause: "infrastructure",
    layers: [0, 1],
    shows: "down",
    weight: 6,
    titles: ["Failover of {name} takes {n} minutes", "Primary of {name} lost"],
    cause: [
      "The primary host of {name} failed. The replica was {n} minutes behind and was not promoted by itself.",
      "The primary of {name} stopped with a memory fault. Promotion of the replica waited for somebody to confirm the loss of {n} minutes of writes.",
    ],
    fix: [
      "The replica was promoted by hand after it had caught up.",
      "The replica was promoted, and lost writes were replayed from the stream.",
    ],
    whys: [
      "{name} did not accept writes.",
      "There was no primary for it.",
      "Promotion waits for a person when the replica lags.",
      "The lag had been growing for a week without an alert.",
    ],
    lesson: "A replica that lags is a copy, not a spare.",
    factors: ["insufficient-monitoring", "late-detection"],
    actions: [
      ["detect", "Alert on replica lag of {name} above 30 seconds"],
      ["process", "Exercise the failover of {part} each quarter"],
    ],
  },
  {
    trigger: "infrastructure",
    rootCause: "infrastructure",
    shows: "down",
    weight: 5,
    titles: ["Expired certificate on {name}", "{name}: certificate not renewed"],
    cause: [
      "The certificate of {name} expired. Renewal had been failing for three weeks, and the warning went to a mailbox of a team that no longer exists.",
      "The certificate of {name} had been renewed but not loaded: the process reads it only when it starts, and had been up for five months.",
    ],
    fix: ["A new certificate was issued and rolled out by hand.", "All hosts were restarted in turn."],
    whys: [
      "Clients refused the connection to {name}.",
      "Its certificate had expired.",
      "Nobody saw the warning.",
      "The warning still went to a team that was dissolved in the last reorganisation.",
    ],
    lesson: "A warning has to reach someone who exists.",
    factors: ["insufficient-monitoring", "staffing"],
    actions: [
      ["detect", "Page at fourteen days before a certificate of {name} expires"],
      ["process", "Find owners for all mailboxes of dissolved teams"],
    ],
  },
  {
    trigger: "infrastructure",
    rootCause: "infrastructure",
    layers: [0, 1, 2],
    shows: "down",
    weight: 4,
    titles: ["Disk full on {name}", "Hosts under {name} restarted by maintenance"],
    cause: [
      "The disk of {name} filled up with logs that nobody deletes. Writes were refused.",
      "Hosts under {name} were restarted for a kernel update, more of them at once than the service can miss.",
    ],
    fix: [
      "Old logs were deleted, and the disk was enlarged.",
      "The remaining restarts were stopped, and {name} filled up again.",
    ],
    whys: [
      "{name} refused writes because its disk was full.",
      "Logs had been growing since the level was raised during an earlier incident.",
      "Housekeeping of hosts belongs to no team since the last reorganisation.",
      "The alert that would have shown it goes to a channel that is muted.",
    ],
    lesson: "Work that belongs to nobody is done by the outage.",
    factors: ["insufficient-monitoring", "staffing"],
    actions: [
      ["prevent", "Rotate logs of {name} by size"],
      ["process", "Name an owner for host maintenance under {part}"],
      ["detect", "Page at 85% disk on {name}"],
    ],
  },
  {
    trigger: "load",
    rootCause: "code-defect",
    shows: "down",
    weight: 5,
    titles: ["Cache stampede on {name}", "{name} overloaded after cache expiry", "Cold cache in {part}"],
    cause: [
      "All entries of one cache in {name} expired at the same second. Every request went to {dep} at once.",
      "A popular item fell out of the cache of {name}; {n},000 requests a second asked {dep} for it together.",
    ],
    fix: [
      "The cache was filled by a script while traffic was held back.",
      "The item was pinned in the cache, and the load on {dep} fell.",
    ],
    whys: [
      "{dep} received in one second what it usually receives in a minute.",
      "The cache of {name} was empty.",
      "Nobody had looked at what happens when the cache does not have it.",
      "{name} lets every request fetch for itself.",
    ],
    lesson: "A cache hides how little the system behind it can bear.",
    factors: ["insufficient-testing"],
    actions: [
      ["prevent", "Spread expiry times in {name} by 20%"],
      ["prevent", "Let one request per key fetch from {dep}"],
    ],
  },
  {
    trigger: "unknown",
    rootCause: "unknown",
    shows: "down",
    weight: 6,
    titles: ["Short error spike in {name}", "{name} briefly unavailable", "Unexplained latency in {name}"],
    cause: [
      "{name} answered slowly and recovered by itself. Traces of that time were not kept.",
      "Errors in {name} rose and fell without a change, a deployment or unusual load. The cause was not found.",
    ],
    fix: [
      "It ended without anything being done.",
      "A restart of {part} coincided with the end; whether it helped is not known.",
    ],
    whys: [
      "{name} was slow for reasons that could not be found.",
      "Traces are kept for an hour only, and the search began later.",
    ],
    lesson: "Without traces there is no cause, only opinions.",
    factors: ["insufficient-monitoring"],
    actions: [
      ["detect", "Keep traces of slow requests in {name} for two weeks"],
      ["process", "Look at {part} again if it happens a second time"],
    ],
  },
  {
    trigger: "load",
    rootCause: "capacity",
    layers: [0, 1, 2],
    shows: "down",
    weight: 5,
    titles: ["Backlog in {name}", "{name} falls behind by {n} minutes", "Queue of {part} keeps growing"],
    cause: [
      "{name} received more {noun} than it can process. One bad message was tried again and again and blocked its partition.",
      "A partner sent a month of {noun} in one night. {name} processes them in order, so everything else waited.",
    ],
    fix: [
      "The bad message was set aside, and the backlog was worked off within the hour.",
      "Workers were doubled until the backlog was gone.",
    ],
    whys: [
      "{noun} were processed late.",
      "They waited behind others in {name}.",
      "There is one queue for urgent and bulk work.",
      "The alert watches the length of the queue, not the age of its oldest entry.",
    ],
    lesson: "The age of the oldest message says more than their number.",
    factors: ["insufficient-monitoring", "capacity-unknown"],
    actions: [
      ["detect", "Alert on the age of the oldest message in {name}"],
      ["prevent", "Separate bulk from urgent {noun}"],
      ["mitigate", "Set messages aside after five attempts"],
    ],
  },
  {
    trigger: "infrastructure",
    rootCause: "configuration",
    shows: "down",
    weight: 4,
    titles: ["{name} started with old configuration", "{name}: stale address of {dep}"],
    cause: [
      "Hosts of {name} that were replaced overnight started with a configuration from last year, because the image had not been rebuilt.",
      "Part of the hosts of {name} came back from a replacement with the address that {dep} had before its move. Their calls went nowhere.",
    ],
    fix: [
      "The hosts were taken out and started again from a new image.",
      "The affected hosts were replaced once more, from an image built by hand.",
    ],
    whys: [
      "Part of {name} behaved like last year.",
      "New hosts had started from an old image.",
      "The nightly rebuild had been failing for {n} days.",
      "A failing rebuild pages nobody.",
    ],
    lesson: "An image that is not rebuilt goes bad on the shelf.",
    factors: ["configuration-drift", "insufficient-monitoring"],
    actions: [
      ["detect", "Page when the image of {name} is older than a week"],
      ["prevent", "Refuse to start {part} with a configuration older than thirty days"],
    ],
  },
];

export const scenarios = { fromChanges, fromAi, withoutChange };
