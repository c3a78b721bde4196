/** The API document's own programs, sections 7.1 and 7.2, run as they stand there: only the address differs. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { findProgram } from "../support/browsers.ts";
import { openPage } from "./browser.ts";
import { raise } from "./stage.ts";

const run = promisify(execFile);

const jsonSample = `function getBalance(login,pass){
  var request = new XMLHttpRequest(),
      prm = {operation:"balance",format:"json",login:login,password:pass};
  request.open('POST','https://newapi.sipnet.ru/api.php',false);
  request.send(JSON.stringify(prm));
  if (request.status!==200)return null;
  var rez=JSON.parse(request.responseText);
  return rez['balance'];
}`;

const xmlSample = `function getBalance(login,pass){
  var request = new XMLHttpRequest(),
      prm = {operation:"balance",format:"xml",login:login,password:pass};
  request.open('POST','https://newapi.sipnet.ru/api.php',false);
  request.send(JSON.stringify(prm));
  if (request.status!==200)return null;
  var rez = (new DOMParser).parseFromString(request.responseText, "text/xml");
  return rez.getElementsByTagName('balance')[0].childNodes[0].nodeValue;
}`;

const phpSample = `function getBalance($login,$pass){
    $parm=['operation'=>'balance','format'=>'json','login'=>$login,'password'=>$pass];
    $h = curl_init('https://newapi.sipnet.ru/api.php');
    curl_setopt_array($h,[
        CURLOPT_POST                => true,
        CURLOPT_POSTFIELDS           => json_encode($parm),
        CURLOPT_RETURNTRANSFER       => true,
        // CURLOPT_SSL_VERIFYPEER    => false, // Не рекомендуется. Только если не настроены сертификаты
        CURLOPT_HTTPHEADER          => ["Content-Type: application/json"]// Не обязательно
    ]);
    $response = curl_exec($h);
    $code=intval(curl_getinfo($h, CURLINFO_HTTP_CODE));
    curl_close($h);
    if ($response === false || $code!=200) return "";
    $response = json_decode($response, true);
    return $response['balance'];
}`;

test("the JavaScript sample with JSON gets the balance in a browser", (t) => runInBrowser(t, jsonSample));
test("the JavaScript sample with XML gets the balance in a browser", (t) => runInBrowser(t, xmlSample));

// PHP is another language's tool: where it is not installed, its sample has nobody to run it.
const php = findProgram("php");
if (php !== undefined) {
  test("the PHP sample gets the balance", async (t) => {
    const { url } = await raise(t);
    const program = `${at(phpSample, url)}\necho getBalance('demo', 'demo');`;
    const { stdout } = await run(php, ["-d", "display_errors=stderr", "-r", program], { timeout: 300_000 });
    assert.equal(stdout, "1250.4");
  });
}

async function runInBrowser(t: TestContext, sample: string): Promise<void> {
  const { url } = await raise(t);
  const page = await openPage(t);
  // A page of another origin, as the document's readers would have one; any will do.
  const elsewhere = await raise(t);
  await page.goto(`${elsewhere.url}/cabinet/nobody`);
  assert.equal(String(await page.evaluate(`${at(sample, url)}; getBalance("demo", "demo")`)), "1250.4");
}

const at = (sample: string, url: string) => sample.replace("https://newapi.sipnet.ru/api.php", `${url}/api.php`);
