//! What stands in the blocks of a lesson: scenarios, predictions, exercises, errata.

use crate::lesson::{Answer, Erratum, Prediction, Scene, Task};

/// Reads `key=value key="several words"`.
pub fn settings(text: &str) -> Result<Vec<(&str, String)>, String> {
    let mut rest = text.trim();
    let mut settings = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=').ok_or_else(|| format!("`{rest}` lacks `=`"))?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or("a quotation mark is not closed")?,
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        settings.push((key, value.to_owned()));
        rest = after.trim_start();
    }
    Ok(settings)
}

/// Reads a scenario, its name, and how it is shown.
pub fn scene(words: &[&str], inside: &str) -> Result<Scene, String> {
    let (name, rest) = words.split_first().ok_or("a scenario has a name: `scenario a`")?;
    let mut scene = Scene { name: name.to_string(), text: inside.to_owned(), show: Vec::new(), lens: None };
    for (key, value) in settings(&rest.join(" "))? {
        match key {
            "show" => scene.show = value.split(',').map(str::to_owned).collect(),
            "lens" => scene.lens = Some(value),
            _ => return Err(format!("\"{key}\" shows nothing: there are show and lens")),
        }
    }
    Ok(scene)
}

/// Lines of a text as one, with single spaces.
pub fn flow(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the question and its answers: `expect PHRASE -- LABEL: WHY`, of which the label and the
/// reason can be missing. Further lines go on with the reason.
pub fn prediction(inside: &str) -> Result<Prediction, String> {
    let mut prediction = Prediction { question: String::new(), until: None, answers: Vec::new() };
    for line in inside.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(answer) = line.strip_prefix("expect ") {
            let (claim, why) = answer.split_once(": ").unwrap_or((answer.trim_end_matches(':'), ""));
            let (phrase, label) = match claim.split_once(" -- ") {
                Some((phrase, label)) => (phrase, Some(label.to_owned())),
                None => (claim, None),
            };
            prediction.answers.push(Answer { phrase: phrase.to_owned(), label, why: why.to_owned() });
        } else if let Some(until) = line.strip_prefix("until ") {
            prediction.until = Some(until.to_owned());
        } else if let Some(answer) = prediction.answers.last_mut() {
            answer.why = flow(&format!("{} {line}", answer.why));
        } else {
            prediction.question = flow(&format!("{} {line}", prediction.question));
        }
    }
    // The true one is written first, and must not be known by that.
    prediction.answers.sort_by(|one, other| shown(one).cmp(shown(other)));
    if prediction.question.is_empty() || !(2..=4).contains(&prediction.answers.len()) {
        return Err("a prediction is a question and two to four answers `expect PHRASE`".to_owned());
    }
    Ok(prediction)
}

/// What the reader sees of an answer.
pub fn shown(answer: &Answer) -> &str {
    answer.label.as_deref().unwrap_or(&answer.phrase)
}

/// Reads the words of an exercise: what is to be done, then `hint …` and `slip NAME …`.
pub fn task(words: &[&str], inside: &str) -> Result<Task, String> {
    let (exercise, flags) = words.split_first().ok_or("an exercise has a name: `exercise one-crash core`")?;
    let mut task = Task {
        exercise: exercise.to_string(),
        text: String::new(),
        task: String::new(),
        core: flags.contains(&"core"),
        long: flags.contains(&"long"),
        hints: Vec::new(),
        slips: Vec::new(),
        worked: None,
    };
    for line in inside.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(hint) = line.strip_prefix("hint ") {
            task.hints.push(hint.to_owned());
        } else if let Some(slip) = line.strip_prefix("slip ") {
            let (name, what) = slip.split_once(' ').ok_or("a slip has a name and a sentence")?;
            task.slips.push((name.to_owned(), what.to_owned()));
        } else {
            task.task = flow(&format!("{} {line}", task.task));
        }
    }
    Ok(task)
}

/// Reads an erratum: the notes' line, ours, and the run.
pub fn erratum(words: &[&str], inside: &str) -> Result<Erratum, String> {
    let id = words.first().ok_or("an erratum has its number: `notes N33`")?.to_string();
    let mut lines = inside.splitn(3, '\n');
    let mut line = || lines.next().map(flow).filter(|line| !line.is_empty());
    let notes = line().ok_or("the first line is what the notes say")?;
    let fact = line().ok_or("the second line is what is so")?;
    Ok(Erratum { id, notes, fact, text: lines.next().unwrap_or_default().to_owned() })
}
