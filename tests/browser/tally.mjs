// Closes the run with one plain line, for people and programs that look for it at the end of a log.
export default class Tally {
  constructor() {
    this.outcomes = new Map();
  }

  onTestEnd(test, result) {
    const again = test.outcome() === "flaky" ? "again" : "passed";
    this.outcomes.set(test.id, result.status === "skipped" ? "skipped" : test.ok() ? again : "failed");
  }

  // Not onEnd: the list of failures is still being printed there.
  onExit() {
    const count = (outcome) => [...this.outcomes.values()].filter((one) => one === outcome).length;
    const [skipped, again] = [count("skipped"), count("again")];
    const more = [again && `${again} passed only when run again`, skipped && `${skipped} skipped`].filter(Boolean);
    console.log(`\n${[`${count("passed")} passed`, `${count("failed")} failed`, ...more].join(", ")}`);
  }
}
