// Closes the run with one plain line, for people and programs that look for it at the end of a log.
export default class Tally {
  constructor() {
    this.outcomes = new Map();
  }

  onTestEnd(test, result) {
    this.outcomes.set(test.id, result.status === "skipped" ? "skipped" : test.ok() ? "passed" : "failed");
  }

  // Not onEnd: the list of failures is still being printed there.
  onExit() {
    const count = (outcome) => [...this.outcomes.values()].filter((one) => one === outcome).length;
    const skipped = count("skipped");
    console.log(`\n${count("passed")} passed, ${count("failed")} failed${skipped ? `, ${skipped} skipped` : ""}`);
  }
}
