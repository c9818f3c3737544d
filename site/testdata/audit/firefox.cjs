// Opens every page of a folder by double click in Firefox, and uses what its
// scripts add. Prints what goes wrong, nothing when all is well.
const { readdirSync } = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const puppeteer = require("puppeteer-core");

const [firefox, folder] = process.argv.slice(2);
const at = (name) => pathToFileURL(path.join(folder, name)).href;

async function main() {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath: firefox, headless: true,
    extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  let now = "";
  const say = (what) => console.log(now + ": " + what);
  page.on("console", (m) => say(m.type() + " " + m.text()));
  page.on("pageerror", (e) => say("error " + e.message));
  page.on("requestfailed", (r) => say("not loaded " + r.url()));
  for (const name of readdirSync(folder).filter((n) => n.endsWith(".html"))) {
    now = name;
    await page.goto(at(name));
    if (!(await page.evaluate(() => Boolean(self.relance)))) say("the script did not run");
  }
  now = "index.html";
  await page.goto(at(now));
  await page.type("#recherche", "echeence");
  await page.waitForSelector("#resultats li");
  now = "cout-du-retard.html";
  await page.goto(at(now));
  if (!(await page.$eval(".calculateur .resultat", (e) => e.textContent)).includes("€")) say("the calculator says nothing");
  now = "poste-appel.html";
  await page.goto(at(now));
  await page.type("#champ-facture-numero", "ZX-1");
  await page.evaluate(() => document.activeElement.blur()); // within a field Alt and a digit are the user's
  await page.keyboard.down("Alt");
  await page.keyboard.press("Digit1");
  await page.keyboard.up("Alt");
  await page.waitForFunction(() => document.querySelector(".noeud:not(.cache) h2").id === "fait");
  if (!(await page.$eval(".noeud:not(.cache)", (e) => e.textContent)).includes("ZX-1")) say("what to say is not filled");
  now = "checklists.html";
  await page.goto(at(now));
  await page.click(".tache input");
  await page.reload();
  if ((await page.$$(".tache input:checked")).length !== 1) say("the tick is lost");
  await browser.close();
}

main().catch((e) => { console.log(e); process.exit(1); });
