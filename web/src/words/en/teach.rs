//! Making exercises, and grading answers.

pub const TITLE: &str = "Teach";
pub const MAKE: &str = "Make an exercise";
pub const MAKE_ABOUT: &str = "Of what is open in the workbench: what is true there becomes the goal, and what you did \
    to get there is left to the reader.";
pub const GOALS: &str = "What is to be reached";
pub const BUDGET: &str = "What the reader may use";
pub const BY_ORDER: &str = "the order of what happens";
pub const WHEN: &str = "When";
pub const SOMETIME: &str = "at some moment";
pub const AT_END: &str = "at the end";
pub const NEVER: &str = "never";
pub const PICK: &str = "Pick a goal: the exercise follows.";
pub const PROVE: &str = "Prove it";
pub const PROVING: &str = "Searching…";
pub const CANCEL: &str = "Cancel";
pub const TEXT: &str = "The exercise";
pub const LINK: &str = "Link to the exercise";
pub const FRAME: &str = "Line of HTML for another page";
pub const TRY: &str = "Try it";
pub const OPEN_WORKBENCH: &str = "Open the workbench";
pub const IMPOSSIBLE: &str =
    "No run within the budget reaches these goals. The right answer is: it cannot be done.";
pub const GRADE: &str = "Grade answers";
pub const GRADE_ABOUT: &str = "Links, a list with a name and a link a line, a gradebook's CSV, or a folder of answers. \
    They are read in this browser and sent nowhere.";
pub const EXERCISE: &str = "The exercise: its link or its text";
pub const ANSWERS: &str = "Answers: links, or a name and a link a line";
pub const FILES: &str = "Files";
pub const FOLDER: &str = "A folder";
pub const GRADE_NOW: &str = "Grade";
pub const SAVE: &str = "Save as CSV";
pub const VERDICTS: &str = "Verdicts";
pub const NO_EXERCISE: &str = "This is no exercise: it has no `goal` lines that ask for anything.";
pub const NO_ANSWERS: &str = "There are no answers yet.";
pub const NO_FILE: &str = "The browser could not save the file.";
pub const COLUMNS: [&str; 7] = ["Name", "Verdict", "Goals", "Length", "Budget", "Same as", "Told"];

/// Whose goals are offered, at a time that is chosen.
pub fn of_time(title: &str, time: &str) -> String {
    format!("{title}, as it is at {time}")
}

/// Whose goals are offered where no time is chosen.
pub fn of_the_end(title: &str) -> String {
    format!("{title}, as it is at the end")
}

/// What a search has proven.
pub fn least(count: usize) -> String {
    format!("Proven: nothing shorter than {count} reaches them.")
}

/// Why nothing is proven.
pub fn unproven(why: &str) -> String {
    format!("Not proven: {why}. The length of your own run stands as the shortest known.")
}

/// How far grading is.
pub fn graded(done: u64, of: u64) -> String {
    format!("{done} of {of} graded")
}
