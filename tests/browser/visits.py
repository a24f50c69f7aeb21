"""A browser that goes from page to page and tells what happens there by itself, or could."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error, Page

AT_ONCE = 40
# What acts, or would once somebody clicks, hovers or looks; and what would fetch from elsewhere.
LOOK = """doc => {
  const elements = new Set(['applet', 'base', 'embed', 'foreignobject', 'frame', 'iframe', 'math',
                            'object', 'portal', 'style', 'animate', 'set', 'template']);
  const links = new Set(['action', 'background', 'cite', 'data', 'formaction', 'href', 'ping',
                         'poster', 'src', 'srcset', 'xlink:href']);
  const told = [];
  const tell = (element, why) => {
    const near = element.closest('[id]');
    told.push(`${why} in #${near ? near.id : ''}: ${element.outerHTML.slice(0, 300)}`);
  };
  // What the admin's own chooser, a script of Django's, draws for itself.
  const isDrawn = element => element.closest('.select2') !== null;
  for (const element of doc.querySelectorAll('*')) {
    if (elements.has(element.localName)) tell(element, 'element');
    if (element.localName === 'meta' && element.httpEquiv) tell(element, 'meta');
    for (const {name, value} of element.attributes) {
      if (/^on|^style$|^srcdoc$/i.test(name) && !isDrawn(element)) tell(element, name);
      if (!links.has(name.toLowerCase())) continue;
      let address;
      try { address = new URL(value, location.href); } catch { continue; }
      const isLink = element.localName === 'a' || name === 'cite' ||
        element.rel === 'canonical' || element.rel === 'original';
      const allowed = isLink ? ['http:', 'https:', 'mailto:'] : ['http:', 'data:'];
      if (!allowed.includes(address.protocol)) tell(element, name);
      else if (!isLink && address.protocol !== 'data:' && address.origin !== location.origin)
        tell(element, name);
    }
  }
  return told;
}"""
# Many pages at once, each in a frame of its own: parsed and run as any page is, only sooner. One
# that does not come in time is late, and seen by itself.
LOOK_AT_MANY = """async addresses => {
  const look = LOOK, told = [], late = [], waiting = [...addresses];
  const soon = () => AbortSignal.timeout(10000);
  const visit = async address => {
    const answer = await fetch(address, {signal: soon()});
    if (answer.status >= 500) told.push(`${address}: ${answer.status}`);
    const frame = document.createElement('iframe');
    const loaded = new Promise((done, failed) => {
      frame.onload = done;
      soon().onabort = failed;
    });
    frame.hidden = true;  // laid out by nobody: what would act is looked for, and scripts run
    frame.srcdoc = await answer.text();
    document.documentElement.append(frame);
    try { await loaded; } catch { frame.remove(); throw new Error('late'); }
    const page = frame.contentDocument;
    if (!page || page.URL !== 'about:srcdoc') told.push(`${address}: led away`);
    else for (const one of look(page)) told.push(`${address}: ${one}`);
    frame.remove();
  };
  const worker = async () => {
    while (waiting.length) {
      const address = waiting.shift();
      try { await visit(address); } catch { late.push(address); }
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return {told, late};
}""".replace("LOOK", LOOK, 1)
# Printing has no event of its own; and what the policy stops was not cleaned away before.
WATCH = """window.print = () => console.error('RAN print');
document.addEventListener('securitypolicyviolation',
  event => console.error(`STOPPED ${event.violatedDirective} ${event.sample}`));"""


@dataclass
class Visits:
    """Pages of one archive, visited one after another, and whatever happened on them."""

    context: BrowserContext
    home: str
    happened: list[str] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        """Open the one page that all is seen in; any other is an event."""
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self._watch(self.page)
        self.context.on("page", lambda page: self.tell("another window", page.url))

    def tell(self, what: str, of: str) -> None:
        self.happened.append(f"{what} at {self.page.url[:300]}: {of[:400]}")

    def see_each(self, addresses: Iterable[str]) -> None:
        """Go to each page as a reader does, with the archive's own styles, scripts and policy."""
        for address in addresses:
            self._see(address)

    def see_many(self, addresses: Iterable[str]) -> None:
        """Look at pages in frames, many at once; where something happens, at each by itself."""
        left = list(addresses)
        while left:
            some, left = left[:AT_ONCE], left[AT_ONCE:]
            happened = len(self.happened)
            self.page.goto(f"{self.home}/healthz")
            seen = self.page.evaluate(LOOK_AT_MANY, some)
            self.happened += seen["told"]
            self.count += len(some) - len(seen["late"])
            self.see_each(seen["late"])
            if len(self.happened) > happened:
                self.tell("something", f"on one of {some}")
                self.see_each(some)

    def _see(self, address: str) -> None:
        self.count += 1
        try:
            answer = self.page.goto(self.home + address, wait_until="load")
        except Error as error:
            self.tell("not to be seen", f"{address} {error}")
            return
        if answer is None or answer.status >= 500:
            self.tell("status", f"{answer and answer.status}")
        # A browser has a view of its own of these, styled by it.
        if not address.partition("?")[0].endswith((".atom", ".txt")):
            for found in self.page.evaluate(f"({LOOK})(document)"):
                self.tell("left in the page", found)
        if not self.page.url.startswith(f"{self.home}/"):
            self.tell("led away", self.page.url)

    def _watch(self, page: Page) -> None:
        page.on("dialog", self._dismiss)
        page.on("pageerror", lambda error: self.tell("script failed", str(error)))
        page.on("websocket", lambda socket: self.tell("socket", socket.url))
        page.on("download", lambda one: self.tell("download", one.url))
        page.on("console", lambda line: self._hear(line.text))
        page.on("request", lambda request: self._ask(request.url))

    def _dismiss(self, dialog) -> None:
        self.tell("dialog", dialog.message)
        dialog.dismiss()

    def _hear(self, line: str) -> None:
        if "the server responded with a status of 4" not in line:
            self.tell("console", line)

    def _ask(self, url: str) -> None:
        if not url.startswith((f"{self.home}/", "data:image/", "about:srcdoc")):
            self.tell("request", url)
