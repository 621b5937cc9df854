// Scroll bars that take room, as every desktop has them and the browser of the tests otherwise hides.
import { ELECTION, expect, ready, test } from "./workbench.mjs";

test.use({
  launchOptions: async ({ launchOptions, browserName }, use) => {
    await use(browserName === "chromium" ? { ...launchOptions, ignoreDefaultArgs: ["--hide-scrollbars"] } : launchOptions);
  },
});

for (const width of [1440, 1000]) {
  test(`at ${width} px no label is cut and no bar is needless`, async ({ page, workbench }) => {
    await page.setViewportSize({ width, height: 700 });
    await workbench.open(ready("paxos-majority"));
    for (const lens of ["none", "vector"]) {
      await workbench.lens(lens);
      await workbench.frame();
      const seen = await workbench.scroller.evaluate((scroller) => {
        const svg = scroller.querySelector(".picture");
        const frame = svg.getBoundingClientRect();
        const bar = scroller.offsetWidth - scroller.clientWidth;
        const cut = [...svg.querySelectorAll("text")].filter((text) => {
          const box = text.getBoundingClientRect();
          return box.left < frame.left - 0.5 || box.right > scroller.getBoundingClientRect().right - bar + 0.5;
        });
        return { cut: cut.map((text) => text.textContent), sideways: scroller.scrollWidth - scroller.clientWidth };
      });
      expect(seen, lens).toEqual({ cut: [], sideways: 0 });
    }
    for (const tab of ["Explain", "State", "Order", "Search"]) {
      await workbench.tab(tab);
      const panel = page.getByRole("tabpanel");
      expect(await panel.evaluate((panel) => panel.scrollWidth - panel.clientWidth), tab).toBe(0);
    }
  });
}

test("a mistake in a long text is marked at its line", async ({ page, workbench }) => {
  const comments = Array.from({ length: 80 }, (_, at) => `# ${"a comment that is so long that it takes more than one line of the drawer ".repeat(2)}${at}\n`);
  await workbench.open(`${ELECTION}${comments.join("")}nonsense here\n`);
  await workbench.openCode();
  await expect(page.locator(".marks mark")).toBeAttached();
  await workbench.editor.evaluate((area) => { area.scrollTop = area.scrollHeight; });
  const apart = await workbench.editor.evaluate((area) => {
    const marks = document.querySelector(".marks");
    return { height: marks.scrollHeight - area.scrollHeight, width: marks.clientWidth - area.clientWidth };
  });
  expect(Math.abs(apart.height)).toBeLessThan(3);
  expect(apart.width).toBe(0);
});
