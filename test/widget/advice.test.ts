/** What whoever builds the page reads in the console: once a mistake, with what to do; and nothing where all is well. */
import { contains, equal, ok } from "./stage/assert.ts";
import { settle } from "./stage/fake-clock.ts";
import { cid, endpoint, problem } from "./stage/fake-worker.ts";
import { link, Page, snippet } from "./stage/page.ts";

const path = `GET /v1/buttons/${cid}`;

/** What is wrong, how the page says it, what is advised, and what the Worker answers. */
const mistakes: [what: string, html: string, advice: string, answer?: () => Response | "network down"][] = [
  ["no button", snippet.replace(/ button="\w+"/, ""), "it has no `button`. Give it the id of the record"],
  ["an unknown mode", snippet.replace("lang", 'mode="flaoting" lang'), 'mode="flaoting" is unknown'],
  ["an unknown place", snippet.replace("lang", 'placement="middle" lang'), "There are: bottom-right, bottom-left"],
  ["no Worker", `<sipnet-call-button button="${cid}">${link}</sipnet-call-button>`, 'Say which: endpoint="https://'],
  ["an unknown record", snippet, `has no button "${cid}"`, () => problem("not-found", 404)],
  [
    "a site that is not listed",
    snippet,
    `${location.origin} is not among the sites`,
    () => problem("origin-not-allowed", 403),
  ],
  ["a Worker that is not there", snippet, `nothing answers at ${endpoint}`, () => "network down"],
];

describe("whoever builds the page", () => {
  let page: Page;
  let said: string[];
  const { warn } = console;
  beforeEach(() => {
    page = new Page();
    said = [];
    console.warn = (words: unknown) => void said.push(String(words));
  });
  afterEach(async () => {
    console.warn = warn;
    await page.leave();
  });
  /** Advice loads, waits for what a framework may still be about to say, and asks the Worker itself. */
  const hears = async (): Promise<void> => {
    for (let turn = 0; turn < 40 && said.length === 0; turn++) {
      await settle();
      await page.clock.advance(2_000);
    }
  };

  for (const [what, html, advice, answer] of mistakes)
    it(`is told of ${what}, once`, async () => {
      if (answer) page.worker.on(path, answer);
      await page.open(html + html);
      await hears();
      await page.clock.advance(5_000);
      equal(said.length, 1, "warnings");
      contains(said[0], advice);
      ok(page.linkIsVisible || page.has("button"), "a way to call");
    });

  it("is told nothing where all is well, nor of a visitor's mistake", async () => {
    await page.open(snippet + snippet.replace("lang", 'mode="floating" placement="top-left" lang'));
    await page.ask("12");
    await page.clock.advance(10_000);
    equal(said, [], "warnings");
  });

  it("is told nothing of an element that gets its button a moment later", async () => {
    const element = await page.open("<sipnet-call-button></sipnet-call-button>");
    element.endpoint = endpoint;
    element.button = cid;
    for (let turn = 0; turn < 5; turn++) await page.clock.advance(1_000);
    equal(said, [], "warnings");
  });
});
