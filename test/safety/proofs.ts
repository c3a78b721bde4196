/** The long form, proof by proof: each measures at full scale what its test tries in a moment. */
import { spawnSync } from "node:child_process";
import { chanceFrom } from "../support/chance.ts";
import { count, type Figure } from "../support/figure.ts";

type Proof = (seed: number) => Promise<Figure[]>;

/** Each runs in a process of its own: some hold the clock, some need all the memory. */
export const proofs: Record<string, Proof> = {
  async limiter(seed) {
    const { decide, productionLimiter, settings } = await import("./limiter/limiter.ts");
    const { runModel } = await import("./limiter/limiter-model.ts");
    const runs = settings.map((limits, i) => decide(500_000, limits, productionLimiter(limits), seed + i));
    const over = runs.reduce((sum, run) => sum + run.over, 0);
    const decisions = runs.reduce((sum, run) => sum + run.decisions, 0);
    runModel(10_000, seed);
    return [
      figure("limiter, decisions", "0 over-admissions in 1,000,000", `${over} in ${count(decisions)}`, over === 0),
      figure("limiter, against the full list", "10,000 model runs agree", "10,000 agree", true),
    ];
  },

  async bursts() {
    const { countBurst } = await import("./limiter/burst.ts");
    let exact = 0;
    for (let i = 0; i < 200; i++) exact += Number((await countBurst(500, 5)) === 5);
    return [figure("limiter, bursts", "200 bursts of 500 exact", `${exact} of 200 exact`, exact === 200)];
  },

  async broken() {
    const { breaks, visitBroken } = await import("./broken.ts");
    let [calls, closed] = [0, 0];
    for (const each of breaks) {
      const seen = await visitBroken(each, 50);
      calls += seen.calls;
      closed += Number(seen.statuses.join() === "503" && seen.withoutRetryAfter === 0);
    }
    const measured = `${breaks.length} faults × 50: ${calls} calls, ${closed} faults all 503`;
    const holds = calls === 0 && closed === breaks.length;
    return [figure("store, setting or limiter broken", "20 faults × 50: 0 calls, all 503", measured, holds)];
  },

  async person() {
    const { bother } = await import("./limiter/called-person.ts");
    const [hourly, daily] = [await bother(10_000, 0.9999), await bother(10_000, 23.999)];
    const measured = `${hourly.calls} in the hour, ${daily.calls} in the day (at most ${daily.mostPerHour} in any hour)`;
    const holds = hourly.calls === 3 && daily.calls === 5 && daily.mostPerHour <= 3;
    return [figure("called person, 10,000 identities", "exactly 3 an hour, 5 a day", measured, holds)];
  },

  async faults() {
    const { lists, paperFaults } = await import("./provider/paper-faults.ts");
    const { sufferFaults } = await import("./provider/unknown-outcomes.ts");
    const { keys, doubled, lost, invented, unresolved, manual, lockedOpen, reached } = await sufferFaults(200);
    const measured = `${paperFaults.length} faults, ${count(keys)} keys: ${doubled} double, ${lost} lost, ${invented} invented, ${unresolved} unresolved (${count(manual)} manual); ${reached.faults.size} faults struck, ${reached.lists.size} states of the list were looked at`;
    const all = reached.faults.size === paperFaults.length && reached.lists.size === lists.length;
    const holds = doubled + lost + invented + unresolved + lockedOpen === 0 && all;
    return [figure("unknown outcomes", "24 faults × 200 keys: 0 double, 0 lost, all resolved", measured, holds)];
  },

  async kills(seed) {
    const { points, surviveKills } = await import("./kills.ts");
    const lanes = Array.from({ length: 5 }, (_, lane) =>
      surviveKills([...points, ...points, ...points], chanceFrom(seed + lane)),
    );
    const all = await Promise.all(lanes);
    const sum = (name: "kills" | "doubled" | "lost" | "unresolved") => all.reduce((n, each) => n + each[name], 0);
    const bad = sum("doubled") + sum("lost") + sum("unresolved");
    const reached = points.map((point) => all.reduce((n, each) => n + (each.reached[point] ?? 0), 0));
    const where = points.map((point, i) => `${reached[i]} ${point}`).join("; ");
    const measured = `${sum("kills")} kills (${where}): ${sum("doubled")} double, ${sum("lost")} lost, ${sum("unresolved")} unresolved`;
    const holds = bad === 0 && reached.every((times) => times >= 10);
    return [figure("SIGKILL during a call", "100 kills: 0 double, 0 lost, all resolved", measured, holds)];
  },

  async durability(seed) {
    const { killAmongWrites } = await import("./durability.ts");
    const { kills, acknowledged, lost } = await killAmongWrites(200, 250, chanceFrom(seed));
    const measured = `${kills} kills, ${count(acknowledged)} acknowledged, ${lost} lost`;
    const holds = lost === 0 && kills >= 200 && acknowledged >= 45_000;
    return [figure("durability", "200 kills, 50,000 acknowledged writes, 0 lost", measured, holds)];
  },

  async numbers(seed) {
    const { dialled, ordinaryRussians, specialNumbers } = await import("./numbers/numbers.ts");
    const special = dialled(specialNumbers(10_000, seed));
    const refused = 2_000 - dialled(ordinaryRussians(2_000, seed), ["RU"]).length;
    const measured = `${special.length} of 10,000 dialled; ${refused} of 2,000 refused`;
    const holds = special.length === 0 && refused === 0;
    return [figure("numbers", "10,000 special: 0 dialled; 2,000 ordinary: 0 refused", measured, holds)];
  },

  async writings(seed) {
    const { readAll } = await import("./numbers/number-readers.ts");
    const { askForPeace } = await import("./opt-outs.ts");
    const { wrong, unread, unfound } = readAll(100_000, seed);
    const { asked, done, silent, rung } = await askForPeace(20_000, seed);
    const apart = wrong.length + unread.length + unfound.length;
    const measured = `100,000 writings: ${apart} read apart; ${count(asked)} asked for peace, ${count(done)} done: ${rung.length} rung, ${silent.length} without words`;
    const asks = "100,000 writings read alike or refused in words; 0 said done and rung";
    return [figure("opt-out", asks, measured, apart + silent.length + rung.length === 0)];
  },

  async webhooks(seed) {
    const { forgeMany } = await import("./provider/webhooks.ts");
    const { forged, changes } = await forgeMany(100_000, seed);
    const measured = `${count(forged)} forged: ${changes} changes`;
    return [figure("webhooks", "100,000 forged: 0 changes", measured, changes === 0)];
  },

  async flood(seed) {
    const { flood } = await import("./requests/flood.ts");
    const { requests, rows, counted, statuses } = await flood(1_000_000, chanceFrom(seed));
    const isClosed = [...statuses].every((status) => status >= 400 && status < 500);
    const measured = `${count(requests)}: ${count(rows)} rows, ${count(requests - counted)} uncounted`;
    const holds = rows <= requests / 10 && counted === requests && isClosed;
    return [figure("a flood of refused requests", "1,000,000: at most 0.1 row each, all counted", measured, holds)];
  },

  async siege(seed) {
    const { besiege } = await import("./requests/siege.ts");
    const siege = await besiege({ hours: 24, honestPerHour: 6, everyMs: 20_000 }, chanceFrom(seed));
    const { honest, served, attacks, mostPerHour, mostPerDay } = siege;
    const measured = `${count(attacks)} attacks: ${served} of ${honest} visitors served; no stranger rung more than ${mostPerHour} times an hour, ${mostPerDay} a day`;
    const holds = served >= honest * 0.8 && mostPerHour <= 3 && mostPerDay <= 5;
    return [
      figure(
        "a day's siege of a button",
        "80 % of visitors served, nobody rung over 3 an hour, 5 a day",
        measured,
        holds,
      ),
    ];
  },

  async money(seed) {
    const { spend } = await import("./limiter/money.ts");
    const { asked, granted, overshootKopecks } = spend(1_000_000, 100_000, 60, seed);
    const measured = `${count(asked)} requests, ${count(granted)} granted: overshoot ${Math.max(0, overshootKopecks)}`;
    const asks = "1,000,000 requests from 100,000 addresses: overshoot 0";
    return [figure("money", asks, measured, overshootKopecks <= 0)];
  },

  async promises(seed) {
    const { keepPromises } = await import("./promises.ts");
    const { histories, promised, kept, takenBack, shown } = await keepPromises(10_000, seed);
    const measured = `${count(histories)}: of ${count(promised)} promised ${count(kept)} kept, ${count(takenBack)} taken back, ${count(shown)} shown to both sides`;
    const asks = "10,000 histories: 0 dialled twice, 0 after a cancel, 0 limits passed, 0 lost unseen";
    return [figure("calls for later", asks, measured, histories >= 10_000)];
  },

  async input(seed) {
    const { fuzz } = await import("./requests/input.ts");
    const { fuzzAsOwner } = await import("./requests/owner-input.ts");
    const { requests, serverErrors, unasked, granted, slowestMs } = await fuzz(1_000_000, seed);
    const owner = await fuzzAsOwner(50_000, seed);
    const errors = [...serverErrors, ...owner.broken];
    for (const each of errors.slice(0, 5)) console.error(each);
    const rung = unasked.length + owner.unasked;
    const measured = `${count(requests)}, and 50,000 signed in: ${errors.length} of 5xx, ${count(granted)} calls granted, ${rung} others, slowest ${Math.round(slowestMs)} ms`;
    const holds = errors.length === 0 && rung === 0 && granted > requests / 50 && slowestMs < 8_000;
    return [figure("input", "1,000,000 fuzzed: 0 of 5xx, 0 hangs, 0 calls unasked", measured, holds)];
  },

  async shapes(seed) {
    const { eachShape, shapePairs, wearAll } = await import("./provider/provider-shapes.ts");
    const pairs = shapePairs(60, seed);
    const { calls, wrong, ended, hanging, misread } = await wearAll([...eachShape, ...pairs], {
      seed,
      losesAnswers: true,
    });
    for (const each of [...wrong, ...ended, ...hanging, ...misread].slice(0, 20)) console.error(each);
    const found = `${wrong.length} wrong numbers, ${ended.length} live calls ended, ${hanging.length} left hanging`;
    const measured = `${eachShape.length} shapes and ${pairs.length} pairs, ${count(calls)} calls: ${found}, ${misread.length} misread`;
    const holds = wrong.length + ended.length + hanging.length + misread.length === 0;
    return [
      figure("provider's shapes", "every shape: 0 wrong numbers, 0 live calls ended, 0 left hanging", measured, holds),
    ];
  },

  async secrets() {
    const file = new URL("./secrets.test.ts", import.meta.url).pathname;
    const { status } = spawnSync(process.execPath, ["--test", file], { stdio: ["ignore", "ignore", "inherit"] });
    const measured = status === 0 ? "0 found" : "found: see test/safety/secrets.test.ts";
    return [figure("secrets and people", "0 in bundles, answers, logs, rows", measured, status === 0)];
  },

  async world(seed) {
    const { passDays } = await import("../world/long.ts");
    const { histories, days, tasks, found } = await passDays(1_000, seed);
    for (const each of found) console.error(each);
    const measured = `${count(histories)} histories, ${count(Math.floor(days))} days, ${count(tasks)} steps: ${found.length} broke a promise`;
    return [figure("one world from one seed", "1,000 days: every promise holds", measured, found.length === 0)];
  },

  async planted(seed) {
    const { findPlanted, shortRun } = await import("../world/long.ts");
    const table = await findPlanted({ seed, histories: 1_000, say: (line) => console.error(line) });
    const found = table.flatMap((each) => each.found ?? []);
    const soon = found.filter(({ after }) => after <= shortRun).length;
    const stopped = table.filter(({ isStopped }) => isStopped).length;
    const rest = stopped > 0 ? `; ${stopped} searches stopped after three minutes` : "";
    const measured = `${found.length} of ${table.length} found, ${soon} within ${shortRun} histories${rest}`;
    const holds = found.length >= 20 && soon > table.length / 2;
    return [figure("planted bugs", "at least 20 found, most in the short run", measured, holds)];
  },

  async alike(seed) {
    const { isDeepStrictEqual } = await import("node:util");
    const { plainHistories, playInBoth } = await import("../world/workerd/alike.ts");
    const pairs = await playInBoth(plainHistories(200, seed));
    const alike = pairs.filter(({ inNode, inWorkerd }) => isDeepStrictEqual(inNode, inWorkerd)).length;
    const measured = `${alike} of ${pairs.length}`;
    return [figure("the world's histories in workerd", "200 end alike", measured, alike === 200)];
  },

  async buttons(seed) {
    const { checkHistories } = await import("../buttons/button-histories.ts");
    await checkHistories(10_000, seed);
    return [figure("buttons on both sides", "10,000 random histories converge", "10,000 converge", true)];
  },
};

function figure(what: string, asked: string, measured: string, holds: boolean): Figure {
  return { what, asked, measured, holds };
}
